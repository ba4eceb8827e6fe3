package org.guestbridge.app.boot;

import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready as long as every realm is served; the data hold the version of each. A refused edit does
 * not stop sign-ins, so it leaves the broker ready and is named in the data.
 */
@Readiness
@Singleton
final class RealmHealth implements HealthCheck {

  private final RealmWatcher watcher;

  RealmHealth(RealmWatcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("realm").status(watcher.isComplete());
    watcher
        .served()
        .forEach(served -> answer.withData(served.realm().id().value(), served.documentDigest()));
    if (!watcher.problems().isEmpty()) {
      answer.withData(
          "refusedEdit",
          watcher.realms().stream()
              .filter(each -> !each.problems().isEmpty())
              .map(RealmHealth::describe)
              .collect(Collectors.joining("; ")));
    }
    return answer.build();
  }

  private static String describe(WatchedRealm realm) {
    String name = realm.served().map(served -> served.realm().id().value()).orElse("not served");
    return realm.problems().stream()
        .map(problem -> problem.code().text() + " at " + problem.pointer())
        .collect(Collectors.joining("; ", name + ": ", ""));
  }
}

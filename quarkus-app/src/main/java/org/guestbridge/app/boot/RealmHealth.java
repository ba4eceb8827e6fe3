package org.guestbridge.app.boot;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.guestbridge.core.problem.Problem;

/**
 * Ready as long as a realm is served. A refused edit does not stop sign-ins, so it leaves the
 * broker ready and is named in the data.
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
        HealthCheckResponse.named("realm").status(watcher.current().isPresent());
    watcher.current().ifPresent(realm -> answer.withData("version", realm.documentDigest()));
    List<Problem> problems = watcher.problems();
    if (!problems.isEmpty()) {
      answer.withData("refusedEdit", describe(problems));
    }
    return answer.build();
  }

  private static String describe(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.code().text() + " at " + problem.pointer())
        .collect(Collectors.joining("; "));
  }
}

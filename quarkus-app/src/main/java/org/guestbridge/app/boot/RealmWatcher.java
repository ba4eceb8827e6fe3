package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.app.login.CurrentRealm;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.load.RealmLoader;

/**
 * Holds the realms that are served, one a file, and replaces each by itself when its file changes.
 * A bad edit keeps that realm as it runs, touches no other, and is told: in the log, in health and
 * in the metric {@code guestbridge_realm_file_valid}.
 */
@Singleton
public final class RealmWatcher implements CurrentRealm {

  private final List<WatchedRealm> realms;

  RealmWatcher(
      BrokerSettings settings, RealmCompiler compiler, InstantSource clock, MeterRegistry metrics)
      throws RefusalException {
    RealmLoader loader = new RealmLoader(System::getenv, new MetadataRegistrations(clock));
    this.realms =
        RealmFiles.of(settings.realmFile()).stream()
            .map(file -> new WatchedRealm(file, loader, compiler, metrics))
            .toList();
  }

  @Override
  public Optional<ServedRealm> find(RealmId id) {
    for (WatchedRealm each : realms) {
      Optional<ServedRealm> served = each.served();
      if (served.isPresent() && served.get().realm().id().equals(id)) {
        return served;
      }
    }
    return Optional.empty();
  }

  /** The realms that are served now, in the order in which their files were named. */
  public List<ServedRealm> served() {
    return realms.stream().flatMap(each -> each.served().stream()).toList();
  }

  /** What is wrong with the realm files as they are now; empty when they are the ones served. */
  public List<Problem> problems() {
    return realms.stream().flatMap(each -> each.problems().stream()).toList();
  }

  /** Whether every file serves a realm, be it of an earlier edit. */
  boolean isComplete() {
    return realms.stream().allMatch(each -> each.served().isPresent());
  }

  List<WatchedRealm> realms() {
    return realms;
  }

  /**
   * Loads each file that has changed, or that refers to one, since the last look; on schedule, and
   * whenever somebody does not want to wait for that.
   */
  @Scheduled(
      every = "${guestbridge.reload-interval:2s}",
      delayed = "${guestbridge.reload-interval:2s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public synchronized void look() {
    realms.stream().filter(each -> !each.isCurrent()).forEach(this::load);
  }

  /** Loads every file, whether it has changed or not. */
  void load() {
    realms.forEach(this::load);
  }

  private void load(WatchedRealm realm) {
    realm.load(
        id ->
            realms.stream()
                .filter(each -> each != realm)
                .flatMap(each -> each.served().stream())
                .anyMatch(served -> served.realm().id().equals(id)));
  }
}

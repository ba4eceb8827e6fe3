package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.app.login.CurrentRealm;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.jboss.logging.Logger;

/**
 * Holds the realm that is served, and replaces it as a whole when its file changes. A bad edit
 * keeps the running realm and says why: in the log, in health and in the metric {@code
 * guestbridge_realm_file_valid}.
 */
@Singleton
public final class RealmWatcher implements CurrentRealm {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.realm");

  private final Path file;
  private final RealmCompiler compiler;
  private final RealmLoader loader;
  private volatile Optional<ServedRealm> served = Optional.empty();
  private volatile List<Problem> problems = List.of();
  private volatile Optional<Stamp> seen = Optional.empty();

  RealmWatcher(
      BrokerSettings settings, RealmCompiler compiler, InstantSource clock, MeterRegistry metrics) {
    this.loader = new RealmLoader(System::getenv, new MetadataRegistrations(clock));
    this.file = settings.realmFile();
    this.compiler = compiler;
    metrics.gauge(
        "guestbridge.realm.file.valid", this, watcher -> watcher.problems.isEmpty() ? 1 : 0);
  }

  @Override
  public Optional<ServedRealm> find(RealmId id) {
    return served.filter(realm -> realm.realm().id().equals(id));
  }

  /** The realm that is served now; empty before the first good load. */
  public Optional<ServedRealm> current() {
    return served;
  }

  /** What is wrong with the realm file as it is now; empty when it is the one served. */
  public List<Problem> problems() {
    return problems;
  }

  /** Loads the file if it has changed since the last look. */
  @Scheduled(
      every = "${guestbridge.reload-interval:2s}",
      delayed = "${guestbridge.reload-interval:2s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    Optional<Stamp> now = Stamp.of(file);
    if (!now.equals(seen)) {
      load();
    }
  }

  /** Loads the file, whether it has changed or not. */
  void load() {
    seen = Stamp.of(file);
    LoadResult result = loader.load(file);
    if (result instanceof LoadResult.Rejected rejected) {
      problems = rejected.problems();
      rejected.problems().forEach(RealmWatcher::log);
      return;
    }
    accept((LoadResult.Loaded) result);
  }

  private void accept(LoadResult.Loaded loaded) {
    Optional<ServedRealm> running = served;
    if (running.isPresent() && !running.get().realm().id().equals(loaded.realm().id())) {
      Problem renamed =
          new Problem(Code.REALM_VALUE_INVALID, "/realm", "A running realm keeps its name.");
      problems = List.of(renamed);
      log(renamed);
      return;
    }
    served = Optional.of(compiler.compile(loaded));
    problems = List.of();
    LOG.infof("serving realm %s, version %s", loaded.realm().id(), loaded.sha256());
  }

  private static void log(Problem problem) {
    LOG.errorf(
        "realm file refused: code=%s pointer=%s %s",
        problem.code().text(), problem.pointer(), problem.detail());
  }

  /** What changes when a file is edited or replaced. */
  private record Stamp(FileTime modified, long size) {

    static Optional<Stamp> of(Path file) {
      try {
        return Optional.of(new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
      } catch (IOException unreadable) {
        return Optional.empty();
      }
    }
  }
}

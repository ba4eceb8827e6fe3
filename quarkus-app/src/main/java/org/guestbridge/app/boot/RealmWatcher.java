package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.app.login.CurrentRealm;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.load.FileStamps;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.jboss.logging.Logger;

/**
 * Holds the realm that is served, and replaces it as a whole when its file changes, or a file that
 * it refers to. A bad edit keeps the running realm and says why: in the log, in health and in the
 * metric {@code guestbridge_realm_file_valid}.
 */
@Singleton
public final class RealmWatcher implements CurrentRealm {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.realm");

  private final Path file;
  private final RealmCompiler compiler;
  private final RealmLoader loader;
  private volatile Optional<ServedRealm> served = Optional.empty();
  private volatile List<Problem> problems = List.of();
  private volatile Optional<FileStamps> seen = Optional.empty();

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

  /** Loads the file if it, or a file that it refers to, has changed since the last look. */
  @Scheduled(
      every = "${guestbridge.reload-interval:2s}",
      delayed = "${guestbridge.reload-interval:2s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    if (seen.map(FileStamps::changed).orElse(true)) {
      load();
    }
  }

  /** Loads the file, whether it has changed or not. */
  void load() {
    LoadResult result = loader.load(file);
    seen = Optional.of(result.files());
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
      refuse(Code.REALM_VALUE_INVALID, "A running realm keeps its name.");
      return;
    }
    try {
      served = Optional.of(compiler.compile(loaded));
      problems = List.of();
      LOG.infof("serving realm %s, version %s", loaded.realm().id(), loaded.sha256());
    } catch (RefusalException refusal) {
      refuse(refusal.code(), refusal.detail());
    }
  }

  private void refuse(Code code, String detail) {
    Problem problem = new Problem(code, "/realm", detail);
    problems = List.of(problem);
    log(problem);
  }

  private static void log(Problem problem) {
    LOG.errorf(
        "realm file refused: code=%s pointer=%s %s",
        problem.code().text(), problem.pointer(), problem.detail());
  }
}

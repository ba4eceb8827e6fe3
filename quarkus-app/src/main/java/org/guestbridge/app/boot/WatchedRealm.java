package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.load.FileStamps;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.jboss.logging.Logger;

/**
 * One realm file and the realm that is served by it. The realm is replaced as a whole when the
 * file, or one that it refers to, changes; a bad edit keeps the running realm. Loaded by one thread
 * at a time, read by any.
 */
final class WatchedRealm {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.realm");

  private final Path file;
  private final RealmLoader loader;
  private final RealmCompiler compiler;
  private final MeterRegistry metrics;
  private volatile Optional<ServedRealm> served = Optional.empty();
  private volatile List<Problem> problems = List.of();
  private volatile Optional<FileStamps> seen = Optional.empty();

  WatchedRealm(Path file, RealmLoader loader, RealmCompiler compiler, MeterRegistry metrics) {
    this.file = file;
    this.loader = loader;
    this.compiler = compiler;
    this.metrics = metrics;
  }

  /** The realm that is served now; empty before the first good load. */
  Optional<ServedRealm> served() {
    return served;
  }

  /** What is wrong with the file as it is now; empty when it is the one served. */
  List<Problem> problems() {
    return problems;
  }

  boolean isCurrent() {
    return seen.map(stamps -> !stamps.changed()).orElse(false);
  }

  /**
   * Loads the file, whether it has changed or not.
   *
   * @param taken whether another file serves a realm of that name
   */
  void load(Predicate<RealmId> taken) {
    LoadResult result = loader.load(file);
    seen = Optional.of(result.files());
    if (result instanceof LoadResult.Rejected rejected) {
      problems = rejected.problems();
      rejected.problems().forEach(this::log);
      return;
    }
    accept((LoadResult.Loaded) result, taken);
  }

  private void accept(LoadResult.Loaded loaded, Predicate<RealmId> taken) {
    RealmId id = loaded.realm().id();
    Optional<ServedRealm> running = served;
    if (running.isPresent() && !running.get().realm().id().equals(id)) {
      refuse(Code.REALM_VALUE_INVALID, "A running realm keeps its name.");
      return;
    }
    if (taken.test(id)) {
      refuse(Code.REALM_DUPLICATE, "Another realm file has this realm.");
      return;
    }
    try {
      served = Optional.of(compiler.compile(loaded));
      problems = List.of();
      if (running.isEmpty()) {
        metrics.gauge(
            "guestbridge.realm.file.valid",
            Tags.of("realm", id.value()),
            this,
            watched -> watched.problems.isEmpty() ? 1 : 0);
      }
      LOG.infof("serving realm %s, version %s", id, loaded.sha256());
    } catch (RefusalException refusal) {
      refuse(refusal.code(), refusal.detail());
    }
  }

  private void refuse(Code code, String detail) {
    Problem problem = new Problem(code, "/realm", detail);
    problems = List.of(problem);
    log(problem);
  }

  private void log(Problem problem) {
    LOG.errorf(
        "realm file refused: file=%s code=%s pointer=%s %s",
        file.getFileName(), problem.code().text(), problem.pointer(), problem.detail());
  }
}

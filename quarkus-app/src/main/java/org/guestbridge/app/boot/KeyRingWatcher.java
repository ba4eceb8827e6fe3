package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.load.FileStamps;
import org.jboss.logging.Logger;

/**
 * Takes up a changed key ring. A bad one leaves the keys as they are and says why: in the log and
 * in the metric {@code guestbridge_key_ring_valid}.
 */
@Singleton
final class KeyRingWatcher {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.keys");

  private final CurrentKeyRing ring;
  private volatile Optional<FileStamps> seen = Optional.empty();
  private volatile boolean valid = true;

  KeyRingWatcher(CurrentKeyRing ring, MeterRegistry metrics) {
    this.ring = ring;
    metrics.gauge("guestbridge.key.ring.valid", this, watcher -> watcher.valid ? 1 : 0);
  }

  /** Reads the ring if its file has changed since the last look; at the first look it does. */
  @Scheduled(
      every = "${guestbridge.reload-interval:2s}",
      delayed = "${guestbridge.reload-interval:2s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    if (seen.map(FileStamps::changed).orElse(true)) {
      seen = Optional.of(FileStamps.of(ring.location().ring().path()));
      load();
    }
  }

  private void load() {
    try {
      ring.reload();
      valid = true;
      LOG.debug("key ring read");
    } catch (RefusalException refusal) {
      valid = false;
      LOG.errorf("key ring refused: code=%s %s", refusal.code().text(), refusal.detail());
    }
  }
}

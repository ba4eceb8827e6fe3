package org.guestbridge.app.admin;

import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.alias.Epoch;

/**
 * The time after a restore.
 *
 * @param open whether new aliases carry a mark because of this realm
 * @param mark the mark of the last one
 * @param begunAt when the last one began
 * @param endedAt when it ended
 */
public record EpochView(
    boolean open, Optional<String> mark, Optional<Instant> begunAt, Optional<Instant> endedAt) {

  static EpochView of(Optional<Epoch> last) {
    return new EpochView(
        last.filter(epoch -> epoch.endedAt().isEmpty()).isPresent(),
        last.map(Epoch::mark),
        last.map(Epoch::begunAt),
        last.flatMap(Epoch::endedAt));
  }
}

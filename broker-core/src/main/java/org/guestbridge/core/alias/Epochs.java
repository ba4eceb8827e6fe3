package org.guestbridge.core.alias;

import java.util.Optional;
import java.util.Set;

/**
 * The times after restores, inside one unit of work. They concern the whole database, since an
 * address belongs to one binding over all realms; each realm ends its own.
 */
public interface Epochs {

  /**
   * Begins one for this realm and for every realm that has bindings, with a new mark even when one
   * is open: the open one may have been restored too.
   */
  Epoch begin();

  /** What new aliases carry now: the mark begun last that is open in any realm. */
  Optional<String> mark();

  /** The last of this realm, open or ended. */
  Optional<Epoch> last();

  /**
   * Notes that every address of a directory has been kept since {@code epoch} began, and ends the
   * time of this realm once that holds for all of its directories. Which ones it holds for is kept
   * with the epoch, so it does not matter which node learned from which.
   *
   * @param epoch what was {@link #last} before the directory was read; nothing is noted when it is
   *     over by now or another one has begun
   * @param directories all directories of this realm
   * @return whether it ended
   */
  boolean learned(Epoch epoch, String directory, Set<String> directories);

  /** Ends those of this realm; false when none is open. */
  boolean end();
}

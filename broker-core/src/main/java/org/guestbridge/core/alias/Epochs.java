package org.guestbridge.core.alias;

import java.util.Optional;

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

  /** Ends those of this realm; false when none is open. */
  boolean end();
}

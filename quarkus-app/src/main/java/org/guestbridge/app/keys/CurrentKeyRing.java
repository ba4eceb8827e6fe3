package org.guestbridge.app.keys;

import org.guestbridge.core.problem.RefusalException;

/**
 * The ring that a running broker works with: read from its file at the start, and again when the
 * file has changed. Asking for it costs nothing; no file is touched. Thread-safe.
 */
public final class CurrentKeyRing {

  private final KeyRingLocation location;
  private volatile KeyRing ring;

  private CurrentKeyRing(KeyRingLocation location, KeyRing ring) {
    this.location = location;
    this.ring = ring;
  }

  /**
   * Reads the ring at {@code location}.
   *
   * @throws RefusalException as {@link KeyRing#open} does
   */
  public static CurrentKeyRing open(KeyRingLocation location) throws RefusalException {
    return new CurrentKeyRing(location, KeyRing.open(location));
  }

  /** The ring as it was read last. */
  public KeyRing get() {
    return ring;
  }

  /** Where its file is. */
  public KeyRingLocation location() {
    return location;
  }

  /**
   * Reads the file again; a refused one leaves the ring as it was.
   *
   * @throws RefusalException as {@link KeyRing#open} does, and {@code key_ring_replaced} when it
   *     holds another broker's keys
   */
  public synchronized void reload() throws RefusalException {
    KeyRing next = KeyRing.open(location);
    next.requireContinuationOf(ring);
    ring = next;
  }
}

package org.guestbridge.app.reconcile;

/** What a run tells of how far it is. */
interface Progress {

  /** Another phase begins. */
  void phase(String name);

  /**
   * So many more were read.
   *
   * @param total how many there are, 0 when not known
   */
  void read(long more, long total);
}

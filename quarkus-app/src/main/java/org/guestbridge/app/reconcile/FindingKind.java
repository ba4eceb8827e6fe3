package org.guestbridge.app.reconcile;

/** What a finding is. */
interface FindingKind {

  /** The stable name, lower snake case. */
  String text();

  /** Whether it is only worth knowing. */
  boolean isNote();
}

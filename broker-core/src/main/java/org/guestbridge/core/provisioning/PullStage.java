package org.guestbridge.core.provisioning;

/** What a channel that asks its directory is doing, in this order. */
public enum PullStage {
  /** The last round is over. */
  IDLE,
  /** Reading groups with their members. */
  GROUPS,
  /** Reading people. */
  PEOPLE,
  /** Reading who is assigned to the application. */
  ASSIGNMENTS,
  /** Reading which roles the application has at which people sign in. */
  ROLES,
  /** Reading who has those roles. */
  ROLE_HOLDERS,
  /** Marking what a round that should have shown everything did not show. */
  SWEEP,
  /** Counting who would lose something by what comes next. */
  COUNT,
  /** Turning what changed into statements. */
  SETTLE
}

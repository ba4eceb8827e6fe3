package org.guestbridge.simulators.entra.provisioning;

/** What a job counts. */
public enum Action {
  CREATED,
  /** A user was found at the target by a matching attribute and is known by its id from now on. */
  MATCHED,
  UPDATED,
  DISABLED,
  DELETED,
  UNCHANGED,
  /** Not provisioned by rule: out of scope, or disabled before it was ever provisioned. */
  SKIPPED,
  /** A user or group that failed and will be tried again. */
  FAILED,
  /** A user that was failing for so long that nobody tries any more. */
  GIVEN_UP,
  GROUP_CREATED,
  GROUP_MATCHED,
  GROUP_RENAMED,
  GROUP_DELETED,
  MEMBER_ADDED,
  MEMBER_REMOVED,
  /** A manager that was written because the target did not have it. */
  REFERENCE_WRITTEN,
  /** A member or a manager that is not known at the target. */
  REFERENCE_FAILED,
  /** One HTTP request. */
  REQUEST,
  /** An object that was tried again within the cycle. */
  RETRIED,
  /** One answer with 429. */
  THROTTLED,
  /** One connection that was refused, reset or too slow, or one 5xx. */
  UNREACHABLE,
  /** One 409. */
  CONFLICT
}

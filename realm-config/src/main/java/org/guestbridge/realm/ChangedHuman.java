package org.guestbridge.realm;

/**
 * What happens when another human seems to have come behind a known key: a changed identity
 * provider or sign-in name under the same object id.
 *
 * @param external for guests; by default held
 * @param internal for employees, whose sign-in names change with marriages and mergers; by default
 *     audited only
 */
public record ChangedHuman(Reaction external, Reaction internal) {

  /** Guests are held, employees are audited. */
  public static final ChangedHuman DEFAULTS = new ChangedHuman(Reaction.HOLD, Reaction.AUDIT);

  /** What to do about a change. */
  public enum Reaction {
    /** The binding is held until an administrator decides. */
    HOLD,
    /** The change is written to the audit log and the login goes on. */
    AUDIT
  }
}

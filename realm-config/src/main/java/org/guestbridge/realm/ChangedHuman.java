package org.guestbridge.realm;

import org.guestbridge.core.broker.ChangedHumanPolicy;
import org.guestbridge.core.identity.AccountKind;

/**
 * What happens when another human seems to have come behind a known key: a changed identity
 * provider or sign-in name under the same object id.
 *
 * @param external for guests; by default held
 * @param internal for employees, whose sign-in names change with marriages and mergers; by default
 *     audited only
 */
public record ChangedHuman(ChangedHumanPolicy external, ChangedHumanPolicy internal) {

  /** Guests are held, employees are audited. */
  public static final ChangedHuman DEFAULTS =
      new ChangedHuman(ChangedHumanPolicy.HOLD, ChangedHumanPolicy.AUDIT);

  /** The policy for accounts of {@code kind}. */
  public ChangedHumanPolicy of(AccountKind kind) {
    return kind == AccountKind.INTERNAL ? internal : external;
  }
}

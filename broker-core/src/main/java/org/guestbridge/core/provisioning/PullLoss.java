package org.guestbridge.core.provisioning;

/**
 * How many people a round of a channel that asks its directory would take something from, by what.
 * Those alone count who have an account.
 *
 * @param guests people with an alias who would lose their account
 * @param employees people with their own address who would lose their account
 * @param members people who would keep their account and leave a group or lose a role
 */
public record PullLoss(long guests, long employees, long members) {

  /** Nobody loses anything. */
  public static final PullLoss NONE = new PullLoss(0, 0, 0);

  public PullLoss {
    if (guests < 0 || employees < 0 || members < 0) {
      throw new IllegalArgumentException("a loss is not negative");
    }
  }

  /** Both losses together. */
  public PullLoss plus(PullLoss other) {
    return new PullLoss(
        guests + other.guests, employees + other.employees, members + other.members);
  }

  /** Whether somebody would lose an account. */
  public boolean isOfAccounts() {
    return guests > 0 || employees > 0;
  }

  /** Whether somebody would leave a group or lose a role, and keep an account. */
  public boolean isOfGroups() {
    return members > 0;
  }

  /** Everybody who would lose something. */
  public long people() {
    return guests + employees + members;
  }
}

package org.guestbridge.realm;

/**
 * From how many people one round of a channel may take something without being asked. More is
 * suspicious: a permission that was taken away, a filter or an application that lost its
 * assignments looks the same as people who left.
 *
 * @param percent of those who have an account, 1 to 100; a few may always leave
 * @param people at most so many, whatever the share is, 1 to 1,000,000
 */
public record WithdrawalLimit(int percent, int people) {

  /** Unless the realm says otherwise; the number is Entra's own default for the same purpose. */
  public static final WithdrawalLimit DEFAULT = new WithdrawalLimit(20, 500);

  /** Largest number of people. */
  public static final int MAX_PEOPLE = 1_000_000;

  /** So many may leave even where they are a large share. */
  private static final int FEW = 3;

  private static final int ALL = 100;

  public WithdrawalLimit {
    if (percent < 1 || percent > ALL || people < 1 || people > MAX_PEOPLE) {
      throw new IllegalArgumentException("a limit is out of range");
    }
  }

  /**
   * Whether {@code losing} out of {@code all} may lose something. That nobody of several is left is
   * suspicious however few they are, unless the share is 100.
   */
  public boolean allows(long losing, long all) {
    boolean nobodyIsLeft = all > 1 && losing >= all && percent < ALL;
    long share = Math.max(FEW, (all * percent + ALL - 1) / ALL);
    return !nobodyIsLeft && losing <= Math.min(share, people);
  }
}

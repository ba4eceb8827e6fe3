package org.guestbridge.realm.golden;

import java.util.List;
import java.util.Optional;

/**
 * What a runtime's explanation said, before the sign-in, of what would come of it.
 *
 * @param reasons one line for the account, {@code external: idp is foreign …}, and one for each
 *     rule that was looked at: {@code yes NAME: MATCHER; MATCHER} or {@code no NAME: MATCHER} with
 *     the matcher that failed, and {@code (absent)} behind it when the person has no such value
 * @param rule the rule that decides
 * @param release what would be released
 * @param refusal why nothing would be
 */
public record Foretold(
    List<String> reasons,
    Optional<String> rule,
    Optional<Release> release,
    Optional<Answer.Refused> refusal) {

  public Foretold {
    reasons = List.copyOf(reasons);
  }

  /**
   * What would be released.
   *
   * @param groups before the downstream's own policy
   */
  public record Release(String address, String givenName, String surname, List<String> groups) {
    public Release {
      groups = List.copyOf(groups);
    }
  }

  /**
   * One rule of an explanation.
   *
   * @param name its name
   * @param matched whether every matcher held
   * @param matchers those that were evaluated, in order
   */
  public record Rule(String name, boolean matched, List<Matcher> matchers) {

    /** The rule as a reason. */
    public String line() {
      if (matched) {
        List<String> held = matchers.stream().map(Matcher::text).toList();
        return held.isEmpty() ? "yes " + name : "yes " + name + ": " + String.join("; ", held);
      }
      Matcher failed = matchers.get(matchers.size() - 1);
      return "no " + name + ": " + failed.text() + (failed.absent() ? " (absent)" : "");
    }
  }

  /**
   * One matcher of an explanation.
   *
   * @param text the matcher in words
   * @param absent whether the person has no value for it
   */
  public record Matcher(String text, boolean absent) {}
}

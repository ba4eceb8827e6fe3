package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * One rule: when every condition holds, the action is taken.
 *
 * @param name 1 to 100 characters without control characters, unique within the rule set; stands in
 *     the audit log
 * @param when the conditions, all of which must hold, at most 32; none matches everybody. Group
 *     conditions are moved to the end, so that a list of groups the upstream cut short matters only
 *     when everything else holds
 * @param then what is done
 * @param attributes where the released names come from; not looked at by a refusal
 * @param groups which downstream groups are released; not looked at by a refusal
 * @param loginFirst whether provisioning waits until the person has signed in once
 */
public record Rule(
    String name,
    List<Matcher> when,
    Action then,
    AttributeRules attributes,
    GroupRules groups,
    boolean loginFirst) {

  /** Longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 100;

  /** Most conditions of one rule. */
  public static final int MAX_MATCHERS = 32;

  public Rule {
    if (name.isBlank()
        || name.length() > MAX_NAME_LENGTH
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a rule's name has 1 to 100 characters and no control characters");
    }
    if (when.size() > MAX_MATCHERS) {
      throw new IllegalArgumentException("more than 32 conditions in one rule");
    }
    when = groupsLast(when);
  }

  /** A rule that lets provisioning create people before they sign in. */
  public Rule(
      String name, List<Matcher> when, Action then, AttributeRules attributes, GroupRules groups) {
    this(name, when, then, attributes, groups, false);
  }

  /** A rule with the default names and without groups. */
  public static Rule of(String name, List<Matcher> when, Action then) {
    return new Rule(name, when, then, AttributeRules.DEFAULTS, GroupRules.NONE);
  }

  private static List<Matcher> groupsLast(List<Matcher> when) {
    List<Matcher> ordered = new ArrayList<>(when.size());
    when.stream().filter(matcher -> !(matcher instanceof Matcher.Group)).forEach(ordered::add);
    when.stream().filter(matcher -> matcher instanceof Matcher.Group).forEach(ordered::add);
    return List.copyOf(ordered);
  }
}

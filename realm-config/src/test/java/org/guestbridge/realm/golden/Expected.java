package org.guestbridge.realm.golden;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must come of a sign-in. */
public sealed interface Expected {

  /** The name of the rule that decides. */
  Optional<String> rule();

  /**
   * The person is released.
   *
   * @param address NameID and every address-like attribute; each {@code ?} stands for one character
   *     of a suffix, which depends on the registry's key
   * @param givenName the given name
   * @param surname the surname
   * @param groups the downstream groups, in order
   * @param rule the rule that decides
   */
  record Released(
      String address, String givenName, String surname, List<String> groups, Optional<String> rule)
      implements Expected {

    /** Crockford's base 32 in lower case: without i, l, o and u. */
    private static final String SUFFIX_CHARACTER = "[0-9abcdefghjkmnpqrstvwxyz]";

    public Released {
      groups = List.copyOf(groups);
    }

    /** Whether {@code actual} is the address. */
    public boolean isAddress(String actual) {
      String expression =
          address
              .chars()
              .mapToObj(c -> c == '?' ? SUFFIX_CHARACTER : Pattern.quote(Character.toString(c)))
              .collect(Collectors.joining());
      return Pattern.matches(expression, actual);
    }
  }

  /**
   * The person is refused.
   *
   * @param code the stable code
   * @param message the rule's own sentence for the person, where it has one
   * @param rule the rule that decides; absent when none does
   */
  record Refused(String code, Optional<String> message, Optional<String> rule)
      implements Expected {}
}

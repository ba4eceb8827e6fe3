package org.guestbridge.core.rules;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists in the words that {@code explain} shows. */
final class Words {

  private static final int SHOWN = 5;

  private Words() {}

  /** The first five of {@code values} in brackets, and how many more there are. */
  static String list(Collection<?> values) {
    String shown =
        values.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    int more = values.size() - SHOWN;
    return "[" + shown + (more > 0 ? " and " + more + " more" : "") + "]";
  }
}

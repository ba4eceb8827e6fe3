package org.guestbridge.realm.document;

import java.util.Map;
import java.util.Optional;

/**
 * Keys that older versions read. They are refused by name, so that a stale file is never half
 * obeyed.
 *
 * @param hints from a pointer, where {@code *} stands for any one name or index, to the sentence
 *     that says what replaces the key
 */
public record RetiredKeys(Map<String, String> hints) {

  /** No key has been retired. */
  public static final RetiredKeys NONE = new RetiredKeys(Map.of());

  public RetiredKeys {
    hints = Map.copyOf(hints);
  }

  /** What replaces the key at {@code place}, when it is retired. */
  Optional<String> hint(Pointer place) {
    return hints.entrySet().stream()
        .filter(entry -> matches(new Pointer(entry.getKey()).tokens(), place.tokens()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean matches(String[] pattern, String[] tokens) {
    if (pattern.length != tokens.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (!pattern[i].equals("*") && !pattern[i].equals(tokens[i])) {
        return false;
      }
    }
    return true;
  }
}

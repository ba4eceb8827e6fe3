package org.guestbridge.realm.document;

import java.util.Arrays;

/**
 * A place in a document as a JSON pointer (RFC 6901), ordered so that item 10 comes after item 9.
 *
 * @param value the pointer's text; empty for the whole document
 */
public record Pointer(String value) implements Comparable<Pointer> {

  /** The whole document. */
  public static final Pointer ROOT = new Pointer("");

  /** The member {@code key} of this mapping. */
  public Pointer child(String key) {
    return new Pointer(value + "/" + key.replace("~", "~0").replace("/", "~1"));
  }

  /** The item {@code index} of this list. */
  public Pointer child(int index) {
    return new Pointer(value + "/" + index);
  }

  /** The escaped reference tokens from the root on. */
  String[] tokens() {
    return value.isEmpty() ? new String[0] : value.substring(1).split("/", -1);
  }

  @Override
  public int compareTo(Pointer other) {
    return Arrays.compare(tokens(), other.tokens(), Pointer::compareTokens);
  }

  private static int compareTokens(String left, String right) {
    if (isIndex(left) && isIndex(right)) {
      return Integer.compare(Integer.parseInt(left), Integer.parseInt(right));
    }
    return left.compareTo(right);
  }

  private static boolean isIndex(String token) {
    return !token.isEmpty()
        && token.length() <= 9
        && token.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}

package org.guestbridge.core.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates how large an RE2 expression becomes, before it is compiled. A compiler writes a
 * repeated group out as often as it is repeated and calls itself for each copy, so that twenty
 * characters can take all memory or overflow the stack.
 *
 * <p>Counts one for each character, class and escape, and multiplies by repeat counts. Used once.
 */
final class RegexSize {

  /** Larger than every accepted expression. */
  static final long TOO_LARGE = Integer.MAX_VALUE;

  /** Highest repeat count. */
  static final int MAX_REPEAT = 255;

  private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?}");

  private final String expression;

  /** The sizes of the groups that are open, outermost first. */
  private final Deque<Long> open = new ArrayDeque<>();

  private long size;
  private long last;
  private int at;

  private RegexSize(String expression) {
    this.expression = expression;
  }

  /** The estimate; {@link #TOO_LARGE} also when groups do not balance. */
  static long of(String expression) {
    return new RegexSize(expression).estimate();
  }

  private long estimate() {
    while (at < expression.length()) {
      switch (expression.charAt(at)) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat();
        default -> atom(at + 1);
      }
      if (size >= TOO_LARGE) {
        return TOO_LARGE;
      }
    }
    return open.isEmpty() ? size : TOO_LARGE;
  }

  private void atom(int end) {
    last = 1;
    size++;
    at = end;
  }

  /** An escaped character; between {@code \Q} and {@code \E} every character is itself. */
  private void escape() {
    if (!expression.startsWith("\\Q", at)) {
      atom(at + 2);
      return;
    }
    int end = expression.indexOf("\\E", at + 2);
    int after = end < 0 ? expression.length() : end;
    size += after - at;
    last = 1;
    at = after + 2;
  }

  private void characterClass() {
    int end = at + 1;
    if (expression.startsWith("^", end)) {
      end++;
    }
    if (expression.startsWith("]", end)) {
      end++;
    }
    while (end < expression.length() && expression.charAt(end) != ']') {
      end = afterMember(end);
    }
    atom(end + 1);
  }

  private int afterMember(int member) {
    if (expression.charAt(member) == '\\') {
      return member + 2;
    }
    int named = expression.startsWith("[:", member) ? expression.indexOf(":]", member + 2) : -1;
    return named < 0 ? member + 1 : named + 2;
  }

  private void open() {
    open.push(size);
    size = 1;
    last = 0;
    at++;
  }

  private void close() {
    if (open.isEmpty()) {
      size = TOO_LARGE;
      return;
    }
    last = size;
    size += open.pop();
    at++;
  }

  private void repeat() {
    Matcher counts = REPEAT.matcher(expression).region(at, expression.length());
    if (!counts.lookingAt()) {
      atom(at + 1);
      return;
    }
    String most = counts.group(2);
    int count = Integer.parseInt(counts.group(1));
    if (most != null && !most.isEmpty()) {
      count = Math.max(count, Integer.parseInt(most));
    }
    if (count > MAX_REPEAT) {
      size = TOO_LARGE;
      return;
    }
    long copies = last * Math.max(count, 1);
    size += copies - last;
    last = copies;
    at = counts.end();
  }
}

package org.guestbridge.app.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.Predicate;

/**
 * The first line is an expression, the rest a value. What compiles matches in bounded time, the
 * value as it stands and as long as a value gets.
 */
final class RegexFuzz implements FuzzTarget {

  private static final int LONGEST_VALUE = 1_024;

  @Override
  public List<byte[]> seeds() {
    return Require.seeds(
        "(a+)+$\naaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "^[a-z0-9._-]+@(partner|supplier)\\.example$\njoe@partner.example",
        "(?i)\\pL+\\b\\d{1,3}\nabc123",
        "((a{10}){10}){10}\na",
        "(?:x{0,1000}){0,9}\nx",
        "(a)\\1\naa",
        "[\n",
        "\\Q..\\E|\\x{10FFFF}\n..");
  }

  @Override
  public void read(byte[] input) throws Exception {
    String text = new String(input, StandardCharsets.UTF_8);
    int line = text.indexOf('\n');
    String expression = line < 0 ? text : text.substring(0, line);
    Optional<String> problem = Predicate.Regex.problem(expression);
    if (problem.isPresent()) {
      throw new RefusalException(Code.REALM_VALUE_INVALID, problem.get());
    }
    Predicate.Regex regex = Predicate.Regex.of(expression);
    String value = line < 0 ? expression : text.substring(line + 1);
    String bounded = value.substring(0, Math.min(value.length(), LONGEST_VALUE));
    boolean first = regex.compiled().matches(bounded);
    Require.that(first == regex.compiled().matches(bounded), "a match is a pure function");
    regex.compiled().matches("a".repeat(LONGEST_VALUE - 1) + "!");
  }
}

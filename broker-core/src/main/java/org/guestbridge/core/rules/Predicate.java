package org.guestbridge.core.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.guestbridge.core.text.DomainName;

/**
 * What a text matcher asks of a value. Values and literals are compared in the normal form of the
 * field ({@link Field#normalForm}). Of a claim with several values, one that satisfies is enough.
 */
public sealed interface Predicate {

  /** Most values in one set. */
  int MAX_VALUES = 10_000;

  /** Longest literal, in characters. */
  int MAX_LITERAL_LENGTH = 1_024;

  /**
   * The value is this one.
   *
   * @param value 1 to 1,024 characters
   */
  record EqualTo(String value) implements Predicate {
    public EqualTo {
      checkLiteral(value);
    }
  }

  /**
   * The value is one of these. An empty set is satisfied by nobody.
   *
   * @param values at most 10,000 of 1 to 1,024 characters
   */
  record In(Set<String> values) implements Predicate {
    public In {
      values = Set.copyOf(values);
      checkSize(values);
      values.forEach(Predicate::checkLiteral);
    }
  }

  /**
   * The value is one of these domains, or an address on one of them; not on a sub-domain.
   *
   * @param domains at most 10,000; an empty set is satisfied by nobody
   */
  record DomainIs(Set<DomainName> domains) implements Predicate {
    public DomainIs {
      domains = Set.copyOf(domains);
      checkSize(domains);
    }
  }

  /**
   * The value is one of these domains or below one, or an address there.
   *
   * @param domains at most 10,000; an empty set is satisfied by nobody
   */
  record DomainWithin(Set<DomainName> domains) implements Predicate {
    public DomainWithin {
      domains = Set.copyOf(domains);
      checkSize(domains);
    }
  }

  /**
   * The whole value matches an RE2 expression (github.com/google/re2/wiki/Syntax), which takes time
   * linear in the value. The expression is case-sensitive unless it says {@code (?i)}; it sees the
   * normal form, so for an address, domain or provider it has to be written in lower case.
   *
   * @param compiled without flags, at most 512 characters, 10,000 instructions and repeat counts of
   *     255
   */
  record Regex(Pattern compiled) implements Predicate {

    /** Longest expression, in characters. */
    public static final int MAX_LENGTH = 512;

    private static final int MAX_INSTRUCTIONS = 10_000;

    private static final String TOO_LARGE =
        "The regular expression is too large, or its groups are not closed; lower its repeat counts"
            + " to at most 255.";

    public Regex {
      if (compiled.flags() != 0
          || compiled.pattern().length() > MAX_LENGTH
          || compiled.programSize() > MAX_INSTRUCTIONS) {
        throw new IllegalArgumentException("regular expression has flags or is too large");
      }
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException with {@link #problem} as its message
     */
    public static Regex of(String expression) {
      problem(expression)
          .ifPresent(
              text -> {
                throw new IllegalArgumentException(text);
              });
      return new Regex(Pattern.compile(expression));
    }

    /** What is wrong with an expression, one sentence; empty when it compiles. */
    public static Optional<String> problem(String expression) {
      if (expression.isEmpty() || expression.length() > MAX_LENGTH) {
        return Optional.of("A regular expression has 1 to 512 characters.");
      }
      if (RegexSize.of(expression) > MAX_INSTRUCTIONS) {
        return Optional.of(TOO_LARGE);
      }
      try {
        return Pattern.compile(expression).programSize() > MAX_INSTRUCTIONS
            ? Optional.of(TOO_LARGE)
            : Optional.empty();
      } catch (PatternSyntaxException invalid) {
        return Optional.of("Not an RE2 expression: " + invalid.getDescription() + ".");
      }
    }
  }

  /** This predicate in words, with its literals. */
  default String describe() {
    if (this instanceof EqualTo equal) {
      return "equals " + equal.value();
    }
    if (this instanceof In in) {
      return "in " + Words.list(new TreeSet<>(in.values()));
    }
    if (this instanceof DomainIs is) {
      return "is on " + Words.list(new TreeSet<>(is.domains()));
    }
    if (this instanceof DomainWithin within) {
      return "is on or below " + Words.list(new TreeSet<>(within.domains()));
    }
    return "matches " + ((Regex) this).compiled().pattern();
  }

  /** This predicate in words, with literals only where they are domains. */
  default String describeRedacted() {
    if (this instanceof EqualTo) {
      return "equals the value in the rule";
    }
    if (this instanceof In in) {
      return "in the " + in.values().size() + " values in the rule";
    }
    return this instanceof Regex ? "matches the expression in the rule" : describe();
  }

  private static void checkSize(Set<?> values) {
    if (values.size() > MAX_VALUES) {
      throw new IllegalArgumentException("more than 10,000 values");
    }
  }

  private static void checkLiteral(String value) {
    if (value.isEmpty() || value.length() > MAX_LITERAL_LENGTH) {
      throw new IllegalArgumentException("a value has 1 to 1,024 characters");
    }
  }
}

package org.guestbridge.core.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.guestbridge.core.identity.AccountKind;

/**
 * One condition of a rule. A person without a value for it does not satisfy it, and an empty set is
 * satisfied by nobody.
 */
public sealed interface Matcher {

  /** Most values in one set. */
  int MAX_VALUES = 10_000;

  /** The condition in words, for {@code explain}; personal literals of the rule are left out. */
  String describe();

  /**
   * The proven kind of the account is this one.
   *
   * @param kind internal or external; an unknown kind is refused before any rule
   */
  record Account(AccountKind kind) implements Matcher {
    public Account {
      if (kind == AccountKind.UNKNOWN) {
        throw new IllegalArgumentException("an unknown account never reaches a rule");
      }
    }

    @Override
    public String describe() {
      return "account is " + kind.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The person is in one of these groups.
   *
   * @param anyOf group ids, compared exactly; at most 10,000
   */
  record Group(Set<String> anyOf) implements Matcher {
    public Group {
      anyOf = checked(anyOf);
    }

    @Override
    public String describe() {
      return "group in " + Words.list(new TreeSet<>(anyOf));
    }
  }

  /**
   * The person has one of these app roles.
   *
   * @param anyOf role values, compared exactly; at most 10,000
   */
  record Role(Set<String> anyOf) implements Matcher {
    public Role {
      anyOf = checked(anyOf);
    }

    @Override
    public String describe() {
      return "role in " + Words.list(new TreeSet<>(anyOf));
    }
  }

  /**
   * A field's value satisfies a predicate.
   *
   * @param field what is read
   * @param predicate what is asked of it; its literals are brought into the field's normal form
   */
  record Text(Field field, Predicate predicate) implements Matcher {
    public Text {
      problem(field, predicate)
          .ifPresent(
              text -> {
                throw new IllegalArgumentException(text);
              });
      predicate = inNormalForm(field, predicate);
    }

    /**
     * Why {@code predicate} can't be asked of {@code field}, one sentence; empty when it can. The
     * constructor throws {@link IllegalArgumentException} with the same sentence.
     */
    public static Optional<String> problem(Field field, Predicate predicate) {
      if (predicate instanceof Predicate.DomainIs || predicate instanceof Predicate.DomainWithin) {
        return field.holdsDomain()
            ? Optional.empty()
            : Optional.of("The field " + field.text() + " does not hold a domain.");
      }
      boolean comparable =
          literals(predicate).stream().allMatch(value -> field.normalForm(value).isPresent());
      return comparable
          ? Optional.empty()
          : Optional.of("A value can never be one of the field " + field.text() + ".");
    }

    @Override
    public String describe() {
      return field.text()
          + " "
          + (field.isPersonal() ? predicate.describeRedacted() : predicate.describe());
    }

    private static Predicate inNormalForm(Field field, Predicate predicate) {
      if (predicate instanceof Predicate.EqualTo equal) {
        return new Predicate.EqualTo(field.normalForm(equal.value()).orElseThrow());
      }
      if (predicate instanceof Predicate.In in) {
        Set<String> normal = new HashSet<>();
        in.values().forEach(value -> normal.add(field.normalForm(value).orElseThrow()));
        return new Predicate.In(normal);
      }
      return predicate;
    }

    private static List<String> literals(Predicate predicate) {
      if (predicate instanceof Predicate.EqualTo equal) {
        return List.of(equal.value());
      }
      return predicate instanceof Predicate.In in ? List.copyOf(in.values()) : List.of();
    }
  }

  private static Set<String> checked(Set<String> values) {
    Set<String> copy = Set.copyOf(values);
    if (copy.size() > MAX_VALUES) {
      throw new IllegalArgumentException("more than 10,000 values");
    }
    return copy;
  }
}

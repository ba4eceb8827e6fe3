package org.guestbridge.core.rules;

import java.util.List;
import java.util.Set;

/** Evaluates a matcher: a pure function of the matcher and the person. */
final class Evaluation {

  private Evaluation() {}

  /** What {@code matcher} says about {@code person}. */
  static MatcherResult of(Matcher matcher, FieldReader person) {
    if (matcher instanceof Matcher.Account account) {
      return MatcherResult.of(person.account() == account.kind());
    }
    if (matcher instanceof Matcher.Group group) {
      return inGroups(group.anyOf(), person);
    }
    if (matcher instanceof Matcher.Role role) {
      Set<String> roles = person.profile().roles();
      return roles.isEmpty() ? MatcherResult.ABSENT : MatcherResult.of(meet(role.anyOf(), roles));
    }
    Matcher.Text text = (Matcher.Text) matcher;
    return textual(text.predicate(), person.values(text.field()));
  }

  private static MatcherResult inGroups(Set<String> anyOf, FieldReader person) {
    Set<String> groups = person.profile().groups().ids();
    if (meet(anyOf, groups)) {
      return MatcherResult.HOLDS;
    }
    if (!person.profile().groups().complete() && !anyOf.isEmpty()) {
      return MatcherResult.UNDECIDABLE;
    }
    return groups.isEmpty() ? MatcherResult.ABSENT : MatcherResult.FAILS;
  }

  private static MatcherResult textual(Predicate predicate, FieldReader.Values values) {
    if (values.texts().isEmpty()) {
      return MatcherResult.ABSENT;
    }
    if (predicate instanceof Predicate.EqualTo equal) {
      return MatcherResult.of(values.texts().contains(equal.value()));
    }
    if (predicate instanceof Predicate.In in) {
      return MatcherResult.of(anyIn(in.values(), values.texts()));
    }
    if (predicate instanceof Predicate.DomainIs is) {
      return MatcherResult.of(anyIn(is.domains(), values.domains()));
    }
    if (predicate instanceof Predicate.DomainWithin within) {
      return MatcherResult.of(anyIn(within.domains(), values.domainsAndParents()));
    }
    Predicate.Regex regex = (Predicate.Regex) predicate;
    return MatcherResult.of(values.texts().stream().anyMatch(regex.compiled()::matches));
  }

  private static <T> boolean anyIn(Set<T> wanted, List<T> values) {
    for (T value : values) {
      if (wanted.contains(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean meet(Set<String> first, Set<String> second) {
    Set<String> smaller = first.size() < second.size() ? first : second;
    Set<String> larger = smaller == first ? second : first;
    for (String value : smaller) {
      if (larger.contains(value)) {
        return true;
      }
    }
    return false;
  }
}

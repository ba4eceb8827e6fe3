package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The distinct matchers of a rule set, each with a number, and for every value that a matcher lists
 * the numbers of the matchers that list it.
 *
 * <p>A person's value is looked up once, instead of once in every rule; only regular expressions
 * are evaluated one by one, when a rule reaches them. The results are those of {@link Evaluation}.
 */
final class MatcherIndex {

  private static final int ONE_BY_ONE = -1;

  private enum Kind {
    TEXT,
    DOMAIN,
    DOMAIN_OR_PARENT,
    GROUP,
    ROLE
  }

  /** Where a matcher's values come from. */
  private record Source(Kind kind, Optional<Field> field) {

    Collection<?> values(FieldReader person) {
      return switch (kind) {
        case TEXT -> person.values(field.orElseThrow()).texts();
        case DOMAIN -> person.values(field.orElseThrow()).domains();
        case DOMAIN_OR_PARENT -> person.values(field.orElseThrow()).domainsAndParents();
        case GROUP -> person.profile().groups().ids();
        case ROLE -> person.profile().roles();
      };
    }

    /** The result of a matcher that lists none of the person's values. */
    MatcherResult miss(FieldReader person) {
      if (kind == Kind.GROUP && !person.profile().groups().complete()) {
        return MatcherResult.UNDECIDABLE;
      }
      Collection<?> present =
          field
              .<Collection<?>>map(name -> person.values(name).texts())
              .orElseGet(() -> values(person));
      return present.isEmpty() ? MatcherResult.ABSENT : MatcherResult.FAILS;
    }
  }

  private record Listing(Source source, Set<?> values) {}

  private final Map<Matcher, Integer> numbers = new HashMap<>();
  private final List<Matcher> matchers;
  private final int[] sourceOf;
  private final List<Source> sources = new ArrayList<>();
  private final List<Map<Object, List<Integer>>> holders = new ArrayList<>();

  MatcherIndex(Collection<Matcher> all) {
    matchers = all.stream().distinct().toList();
    sourceOf = new int[matchers.size()];
    for (int i = 0; i < sourceOf.length; i++) {
      int number = i;
      numbers.put(matchers.get(number), number);
      sourceOf[number] =
          listing(matchers.get(number)).map(listing -> list(number, listing)).orElse(ONE_BY_ONE);
    }
  }

  /** The numbers of matchers that are in this index. */
  int[] numbersOf(List<Matcher> some) {
    return some.stream().mapToInt(numbers::get).toArray();
  }

  private int list(int number, Listing listing) {
    int source = sources.indexOf(listing.source());
    if (source < 0) {
      source = sources.size();
      sources.add(listing.source());
      holders.add(new HashMap<>());
    }
    Map<Object, List<Integer>> holdersOf = holders.get(source);
    listing
        .values()
        .forEach(value -> holdersOf.computeIfAbsent(value, v -> new ArrayList<>()).add(number));
    return source;
  }

  /** A matcher that lists nothing is evaluated by itself: its result depends on no list. */
  private static Optional<Listing> listing(Matcher matcher) {
    Optional<Listing> listing = Optional.empty();
    if (matcher instanceof Matcher.Group group) {
      listing = Optional.of(new Listing(new Source(Kind.GROUP, Optional.empty()), group.anyOf()));
    } else if (matcher instanceof Matcher.Role role) {
      listing = Optional.of(new Listing(new Source(Kind.ROLE, Optional.empty()), role.anyOf()));
    } else if (matcher instanceof Matcher.Text text) {
      listing = listing(text.field(), text.predicate());
    }
    return listing.filter(candidate -> !candidate.values().isEmpty());
  }

  private static Optional<Listing> listing(Field field, Predicate predicate) {
    Optional<Field> name = Optional.of(field);
    if (predicate instanceof Predicate.EqualTo equal) {
      return Optional.of(new Listing(new Source(Kind.TEXT, name), Set.of(equal.value())));
    }
    if (predicate instanceof Predicate.In in) {
      return Optional.of(new Listing(new Source(Kind.TEXT, name), in.values()));
    }
    if (predicate instanceof Predicate.DomainIs is) {
      return Optional.of(new Listing(new Source(Kind.DOMAIN, name), is.domains()));
    }
    if (predicate instanceof Predicate.DomainWithin within) {
      return Optional.of(new Listing(new Source(Kind.DOMAIN_OR_PARENT, name), within.domains()));
    }
    return Optional.empty();
  }

  /** What the matchers say about {@code person}. */
  Results resultsFor(FieldReader person) {
    @Nullable MatcherResult[] known = new @Nullable MatcherResult[matchers.size()];
    MatcherResult[] misses = new MatcherResult[sources.size()];
    for (int source = 0; source < misses.length; source++) {
      misses[source] = sources.get(source).miss(person);
      for (Object value : sources.get(source).values(person)) {
        for (int number : holders.get(source).getOrDefault(value, List.of())) {
          known[number] = MatcherResult.HOLDS;
        }
      }
    }
    return new Results(person, known, misses);
  }

  /** The results for one person; belongs to one decision and one thread. */
  final class Results {

    private final FieldReader person;
    private final @Nullable MatcherResult[] known;
    private final MatcherResult[] misses;

    private Results(FieldReader person, @Nullable MatcherResult[] known, MatcherResult[] misses) {
      this.person = person;
      this.known = known;
      this.misses = misses;
    }

    /** The result of the matcher with this number. */
    MatcherResult of(int number) {
      MatcherResult result = known[number];
      if (result == null) {
        int source = sourceOf[number];
        result =
            source == ONE_BY_ONE ? Evaluation.of(matchers.get(number), person) : misses[source];
        known[number] = result;
      }
      return result;
    }
  }
}

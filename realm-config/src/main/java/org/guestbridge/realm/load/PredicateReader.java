package org.guestbridge.realm.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.Field;
import org.guestbridge.core.rules.Matcher;
import org.guestbridge.core.rules.Predicate;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads what a rule asks of a field. A text alone asks for equality. */
final class PredicateReader {

  private static final List<String> FORMS = List.of("equals", "in", "domain", "within", "regex");
  private static final String FORMS_TEXT = "Write a text, or one of: " + String.join(", ", FORMS);

  private PredicateReader() {}

  static Optional<Matcher> read(Field field, Node node) {
    return predicate(node).flatMap(predicate -> matcher(field, predicate, node));
  }

  /** The values of {@code equals}, {@code in} or a text alone, for groups and roles. */
  static Optional<Set<String>> values(Node node) {
    if (node.isText()) {
      return literal(node).map(Set::of);
    }
    Optional<Section> section = node.section();
    Optional<Set<String>> equal =
        section.flatMap(s -> s.optional("equals")).flatMap(PredicateReader::literal).map(Set::of);
    Optional<Set<String>> in =
        section.flatMap(s -> s.optional("in")).flatMap(list -> set(list, PredicateReader::literal));
    section.ifPresent(form -> requireOne(form, List.of("equals", "in")));
    return section.flatMap(form -> form.finish(() -> equal.or(() -> in).orElseThrow()));
  }

  private static Optional<Matcher> matcher(Field field, Predicate predicate, Node node) {
    Optional<String> problem = Matcher.Text.problem(field, predicate);
    return problem.isPresent()
        ? node.refuse(Code.REALM_RULE_INVALID, problem.get())
        : Optional.of(new Matcher.Text(field, predicate));
  }

  private static Optional<Predicate> predicate(Node node) {
    return node.isText()
        ? literal(node).map(Predicate.EqualTo::new)
        : node.section().flatMap(PredicateReader::predicate);
  }

  private static Optional<Predicate> predicate(Section section) {
    List<Optional<Predicate>> read = new ArrayList<>();
    read.add(
        section.optional("equals").flatMap(PredicateReader::literal).map(Predicate.EqualTo::new));
    read.add(
        section
            .optional("in")
            .flatMap(list -> set(list, PredicateReader::literal))
            .map(Predicate.In::new));
    read.add(
        section.optional("domain").flatMap(PredicateReader::domains).map(Predicate.DomainIs::new));
    read.add(
        section
            .optional("within")
            .flatMap(PredicateReader::domains)
            .map(Predicate.DomainWithin::new));
    read.add(section.optional("regex").flatMap(PredicateReader::expression));
    requireOne(section, FORMS);
    return section.finish(() -> read.stream().flatMap(Optional::stream).findFirst().orElseThrow());
  }

  private static void requireOne(Section section, List<String> forms) {
    if (forms.stream().filter(section::has).count() != 1) {
      section.node().report(Code.REALM_VALUE_INVALID, FORMS_TEXT + "; exactly one.");
    }
  }

  private static Optional<String> literal(Node node) {
    return node.text(
        text ->
            text.length() <= Predicate.MAX_LITERAL_LENGTH ? Optional.of(text) : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "A value has 1 to 1,024 characters.");
  }

  private static Optional<Set<DomainName>> domains(Node node) {
    return node.isText()
        ? DomainsReader.domain(node).map(Set::of)
        : set(node, DomainsReader::domain);
  }

  /** An RE2 expression. */
  static Optional<Predicate.Regex> expression(Node node) {
    Optional<String> expression = node.text();
    Optional<String> problem = expression.flatMap(Predicate.Regex::problem);
    return problem.isPresent()
        ? node.refuse(Code.REALM_REGEX_INVALID, problem.get())
        : expression.map(Predicate.Regex::of);
  }

  private static <T> Optional<Set<T>> set(Node node, Function<Node, Optional<T>> reader) {
    Optional<List<Node>> items = node.items();
    if (items.isEmpty()) {
      return Optional.empty();
    }
    if (items.get().isEmpty()) {
      return node.refuse(Code.REALM_VALUE_INVALID, "An empty list matches nobody.");
    }
    if (items.get().size() > Predicate.MAX_VALUES) {
      return node.refuse(Code.REALM_OVERSIZED, "List at most 10,000 values.");
    }
    Set<T> values = new LinkedHashSet<>();
    for (Node item : items.get()) {
      Optional<T> value = reader.apply(item);
      if (value.isPresent() && !values.add(value.get())) {
        item.report(Code.REALM_DUPLICATE, "The value stands twice.");
      }
    }
    return Optional.of(values);
  }
}

package org.guestbridge.realm.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.GroupPattern;
import org.guestbridge.core.rules.GroupRules;
import org.guestbridge.core.rules.Predicate;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads which groups a rule releases. */
final class GroupsReader {

  private static final int MAX_GROUPS = 10_000;
  private static final int MAX_NAME = 255;

  private static final Map<String, Boolean> DROPS = new LinkedHashMap<>();

  static {
    DROPS.put("others", true);
    DROPS.put("none", false);
  }

  private GroupsReader() {}

  static Optional<GroupRules> read(Section section) {
    boolean byName = section.has("names");
    Optional<Node> table = byName ? section.optional("map") : section.required("map");
    Optional<Map<String, String>> map = table.flatMap(Node::section).flatMap(GroupsReader::map);
    Optional<List<GroupPattern>> patterns =
        section.optional("names").flatMap(GroupsReader::patterns);
    Optional<String> prefix = section.optional("prefix").flatMap(GroupsReader::prefix);
    Optional<Boolean> dropOthers = section.required("drop").flatMap(node -> node.oneOf(DROPS));
    return section.finish(
        () ->
            new GroupRules(
                map.orElse(Map.of()),
                patterns.orElse(List.of()),
                prefix.orElse(""),
                dropOthers.orElseThrow()));
  }

  private static Optional<List<GroupPattern>> patterns(Node node) {
    if (node.isList() && (node.tree().isEmpty() || node.tree().size() > GroupRules.MAX_PATTERNS)) {
      return node.refuse(Code.REALM_VALUE_INVALID, "List 1 to 100 patterns.");
    }
    return node.items(each -> each.section().flatMap(GroupsReader::pattern));
  }

  private static Optional<GroupPattern> pattern(Section section) {
    Optional<Predicate.Regex> match =
        section.required("match").flatMap(PredicateReader::expression);
    Optional<Node> drop = section.optional("drop");
    Optional<Boolean> drops = drop.flatMap(Node::flag);
    if (drops.filter(yes -> !yes).isPresent() || (drop.isPresent() && section.has("to"))) {
      section.node().report(Code.REALM_VALUE_INVALID, "Give either to, or drop: true.");
    }
    Optional<Node> to = drop.isPresent() ? section.optional("to") : section.required("to");
    Optional<String> name = to.flatMap(node -> renamed(node, match));
    return section.finish(() -> new GroupPattern(match.orElseThrow(), name));
  }

  private static Optional<String> renamed(Node node, Optional<Predicate.Regex> match) {
    Optional<String> text = node.text();
    Optional<String> problem =
        text.flatMap(name -> match.flatMap(regex -> GroupPattern.problem(regex, name)));
    return problem.isPresent() ? node.refuse(Code.REALM_VALUE_INVALID, problem.get()) : text;
  }

  private static Optional<String> prefix(Node node) {
    return node.text(
        text ->
            text.length() <= GroupRules.MAX_PREFIX_LENGTH
                    && text.chars().noneMatch(Character::isISOControl)
                ? Optional.of(text)
                : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "A prefix has 1 to 64 characters and no control characters.");
  }

  private static Optional<Map<String, String>> map(Section section) {
    if (section.members().size() > MAX_GROUPS) {
      return section.node().refuse(Code.REALM_OVERSIZED, "Map at most 10,000 groups.");
    }
    Map<String, String> map = new LinkedHashMap<>();
    section
        .members()
        .forEach(
            (id, node) -> {
              if (id.isBlank()) {
                node.report(Code.REALM_VALUE_INVALID, "A group id is not empty.");
              }
              name(node).ifPresent(name -> map.put(id, name));
            });
    return section.finish(() -> map);
  }

  private static Optional<String> name(Node node) {
    return node.text(
        text ->
            text.length() <= MAX_NAME && text.chars().noneMatch(Character::isISOControl)
                ? Optional.of(text)
                : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "A group's name has 1 to 255 characters and no control characters.");
  }
}

package org.guestbridge.realm.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.GroupRules;
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
    Optional<Map<String, String>> map =
        section.required("map").flatMap(Node::section).flatMap(GroupsReader::map);
    Optional<Boolean> dropOthers = section.required("drop").flatMap(node -> node.oneOf(DROPS));
    return section.finish(() -> new GroupRules(map.orElseThrow(), dropOthers.orElseThrow()));
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

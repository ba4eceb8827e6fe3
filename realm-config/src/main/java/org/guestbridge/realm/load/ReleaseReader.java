package org.guestbridge.realm.load;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.IdpInitiated;
import org.guestbridge.realm.ReleasePolicy;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads what a downstream may be told, and when without having asked. */
final class ReleaseReader {

  private static final int MAX_RELAY_STATES = 64;
  private static final int MAX_RELAY_STATE_BYTES = 512;
  private static final int MAX_GROUPS = 1_000;

  Optional<IdpInitiated> idpInitiated(Section section) {
    Optional<List<String>> relayStates =
        section
            .optional("relayStates")
            .flatMap(node -> distinct(node, MAX_RELAY_STATES, ReleaseReader::relayState));
    Optional<Node> node = section.optional("default");
    Optional<String> byDefault = node.flatMap(ReleaseReader::relayState);
    if (byDefault.isPresent() && !relayStates.orElse(List.of()).contains(byDefault.get())) {
      node.orElseThrow().report(Code.REALM_REFERENCE_UNKNOWN, "Give one of relayStates.");
    }
    return section.finish(() -> new IdpInitiated(relayStates.orElse(List.of()), byDefault));
  }

  Optional<ReleasePolicy> policy(Section section, Set<String> upstreams) {
    Optional<Set<String>> groups = section.optional("groups").flatMap(ReleaseReader::groups);
    Optional<Set<String>> admitted =
        section
            .optional("upstreams")
            .flatMap(node -> distinct(node, Integer.MAX_VALUE, item -> upstream(item, upstreams)))
            .map(LinkedHashSet::new);
    return section.finish(() -> new ReleasePolicy(groups, admitted));
  }

  /** Empty for all of them. */
  private static Optional<Set<String>> groups(Node node) {
    if (node.isList()) {
      return distinct(node, MAX_GROUPS, Node::text).map(LinkedHashSet::new);
    }
    Optional<String> text = node.text();
    if (text.isPresent() && !text.get().equals("all") && !text.get().equals("none")) {
      return node.refuse(Code.REALM_VALUE_INVALID, "Write all, none, or a list of group names.");
    }
    return text.filter("none"::equals).map(none -> Set.of());
  }

  private static Optional<String> upstream(Node node, Set<String> upstreams) {
    return node.text(
        name -> upstreams.contains(name) ? Optional.of(name) : Optional.empty(),
        Code.REALM_REFERENCE_UNKNOWN,
        "The realm has no upstream of this name.");
  }

  private static Optional<String> relayState(Node node) {
    return node.text(
        text -> isRelayState(text) ? Optional.of(text) : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "A RelayState has at most 512 bytes and no control characters.");
  }

  private static boolean isRelayState(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length <= MAX_RELAY_STATE_BYTES
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static Optional<List<String>> distinct(Node node, int most, Item reader) {
    Optional<List<String>> items = node.items(reader::read);
    if (items.isPresent() && items.get().size() > most) {
      return node.refuse(Code.REALM_VALUE_INVALID, "Give at most " + most + ".");
    }
    if (items.isPresent() && new LinkedHashSet<>(items.get()).size() < items.get().size()) {
      return node.refuse(Code.REALM_DUPLICATE, "A value stands twice.");
    }
    return items;
  }

  @FunctionalInterface
  private interface Item {
    Optional<String> read(Node node);
  }
}

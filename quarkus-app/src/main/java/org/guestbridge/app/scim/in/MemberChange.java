package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.SourceGroup;
import org.guestbridge.core.provisioning.SourcePerson;

/**
 * A change of a group's members. A removal may name members in its value, as Entra's does; only one
 * without value and filter removes all (RFC 7644 section 3.5.2.2).
 *
 * @param kind what to do
 * @param people who
 * @param all whether it is about everybody
 */
record MemberChange(PatchOperation.Kind kind, Set<UUID> people, boolean all) {

  /** Most members that one request names. */
  static final int MAX_MEMBERS = 10_000;

  private static final int PAGE = 1_000;

  /** The change that an operation on {@code members} asks for. */
  static MemberChange of(PatchOperation operation) {
    Optional<Filter> filter = operation.path().filter();
    if (operation.path().sub().isPresent()
        || (filter.isPresent() && operation.kind() != PatchOperation.Kind.REMOVE)) {
      throw new ScimRefusal(Code.SCIM_PATH, "Members are changed as a whole.");
    }
    if (filter.isPresent()) {
      return new MemberChange(operation.kind(), Set.of(named(filter.get())), false);
    }
    JsonNode value = operation.value();
    boolean all = operation.kind() == PatchOperation.Kind.REMOVE && value.isMissingNode();
    return new MemberChange(operation.kind(), all ? Set.of() : named(value), all);
  }

  /** These are to be all members. */
  static MemberChange exactly(JsonNode members) {
    return new MemberChange(PatchOperation.Kind.REPLACE, named(members), false);
  }

  /** Makes the change; who is to become a member has to be a person of the group's channel. */
  void apply(Unit unit, SourceGroup group) {
    if (kind == PatchOperation.Kind.REMOVE && !all) {
      pages(people).forEach(page -> unit.groups().removeMembers(group.id(), page));
      return;
    }
    if (kind != PatchOperation.Kind.ADD) {
      removeOthers(unit, group);
    }
    people.forEach(id -> requireKnown(unit.people().find(id), group));
    pages(people).forEach(page -> unit.groups().addMembers(group.id(), page));
  }

  private void removeOthers(Unit unit, SourceGroup group) {
    Optional<UUID> after = Optional.empty();
    List<UUID> page;
    do {
      page = unit.groups().members(group.id(), after, PAGE);
      List<UUID> others = page.stream().filter(id -> !people.contains(id)).toList();
      if (!others.isEmpty()) {
        unit.groups().removeMembers(group.id(), others);
      }
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1));
    } while (page.size() == PAGE);
  }

  private static void requireKnown(Optional<SourcePerson> person, SourceGroup group) {
    if (person.filter(found -> found.channel().equals(group.channel())).isEmpty()) {
      throw new ScimRefusal(Code.SCIM_VALUE, "A member is no user of this channel.");
    }
  }

  private static UUID named(Filter filter) {
    Filter.Condition condition = filter.conditions().get(0);
    if (filter.conditions().size() != 1 || !condition.attribute().equals("value")) {
      throw new ScimRefusal(Code.SCIM_PATH, "Members are filtered by value alone.");
    }
    return id(condition.value());
  }

  private static Set<UUID> named(JsonNode value) {
    Set<UUID> ids = new LinkedHashSet<>();
    Iterable<JsonNode> members = value.isArray() ? value : List.of(value);
    for (JsonNode member : members) {
      String text =
          member.isTextual() ? member.textValue() : ScimJson.text(member, "value").orElse("");
      ids.add(id(text));
      if (ids.size() > MAX_MEMBERS) {
        throw new ScimRefusal(Code.SCIM_TOO_MANY, "There are more than 10,000 members.");
      }
    }
    return ids;
  }

  private static UUID id(String text) {
    return Resources.parse(text)
        .orElseThrow(() -> new ScimRefusal(Code.SCIM_VALUE, "A member is no id of a user."));
  }

  private static List<List<UUID>> pages(Set<UUID> people) {
    List<UUID> all = List.copyOf(people);
    List<List<UUID>> pages = new ArrayList<>();
    for (int from = 0; from < all.size(); from += PAGE) {
      pages.add(all.subList(from, Math.min(all.size(), from + PAGE)));
    }
    return pages;
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[" + kind + " members]";
  }
}

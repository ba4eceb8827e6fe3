package org.guestbridge.simulators.entra;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.simulators.entra.DirectoryChanges.Change;
import org.guestbridge.simulators.entra.DirectoryChanges.Kind;
import org.guestbridge.simulators.entra.DirectoryChanges.Presence;
import org.jspecify.annotations.Nullable;

/** What delta queries tell of the directory, and how. */
final class DeltaItems {
  private final Directory directory;
  private final String initialDomain;

  DeltaItems(Directory directory, String initialDomain) {
    this.directory = directory;
    this.initialDomain = initialDomain;
  }

  long newest() {
    return directory.changes().newest();
  }

  List<Change> changes(long since) {
    return directory.changes().after(since);
  }

  /** Every object; a large group comes several times, each time with a part of its members. */
  List<DeltaItem> everything(Kind kind, int membersAtOnce) {
    List<DeltaItem> items = new ArrayList<>();
    if (kind == Kind.USER) {
      Set<UUID> seen = new HashSet<>();
      for (Person person : directory.all()) {
        if (seen.add(person.objectId())) {
          items.add(new DeltaItem(person.objectId(), Presence.PRESENT, Set.of(), Map.of()));
        }
      }
      return items;
    }
    for (DirectoryGroup group : directory.groups().all()) {
      Map<UUID, Boolean> members = new LinkedHashMap<>();
      group.members().forEach(member -> members.put(member, true));
      group.nested().forEach(member -> members.put(member, true));
      split(items, group.id(), Set.of(), members, membersAtOnce);
    }
    return items;
  }

  /** What changed, one item an object, as far as it was selected. */
  List<DeltaItem> of(List<Change> changes, GraphSelect select, int membersAtOnce) {
    Map<UUID, DeltaItem> byId = new LinkedHashMap<>();
    for (Change change : changes) {
      byId.merge(
          change.id(),
          new DeltaItem(change.id(), change.presence(), change.properties(), change.members()),
          DeltaItems::merged);
    }
    List<DeltaItem> items = new ArrayList<>();
    for (DeltaItem item : byId.values()) {
      boolean told =
          item.presence() != Presence.PRESENT
              || item.changed().contains("id")
              || item.changed().stream().anyMatch(select::has)
              || (!item.members().isEmpty() && select.has("members"));
      if (told) {
        split(items, item, membersAtOnce);
      }
    }
    return items;
  }

  private static DeltaItem merged(DeltaItem before, DeltaItem after) {
    Set<String> changed = new HashSet<>(before.changed());
    changed.addAll(after.changed());
    Map<UUID, Boolean> members = new LinkedHashMap<>(before.members());
    members.putAll(after.members());
    return new DeltaItem(after.id(), after.presence(), changed, members);
  }

  private static void split(List<DeltaItem> items, DeltaItem item, int membersAtOnce) {
    if (item.presence() == Presence.PRESENT) {
      split(items, item.id(), item.changed(), item.members(), membersAtOnce);
    } else {
      items.add(item);
    }
  }

  private static void split(
      List<DeltaItem> items,
      UUID id,
      Set<String> changed,
      Map<UUID, Boolean> members,
      int membersAtOnce) {
    Map<UUID, Boolean> part = new LinkedHashMap<>();
    for (Map.Entry<UUID, Boolean> member : members.entrySet()) {
      part.put(member.getKey(), member.getValue());
      if (part.size() == membersAtOnce) {
        items.add(new DeltaItem(id, Presence.PRESENT, changed, part));
        part = new LinkedHashMap<>();
      }
    }
    if (!part.isEmpty() || members.isEmpty()) {
      items.add(new DeltaItem(id, Presence.PRESENT, changed, part));
    }
  }

  /** An item as it is at the time of the answer, which may be later than the change. */
  Map<String, @Nullable Object> render(
      DeltaItem item, Kind kind, GraphSelect select, boolean minimal) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    Optional<Person> person = directory.find(item.id());
    Optional<DirectoryGroup> group = directory.groups().find(item.id());
    boolean here = kind == Kind.USER ? person.isPresent() : group.isPresent();
    json.put("id", item.id().toString());
    if (item.presence() != Presence.PRESENT || !here) {
      boolean restorable = directory.softDeleted(item.id()).isPresent();
      json.put("@removed", Map.of("reason", restorable ? "changed" : "deleted"));
      return json;
    }
    if (kind == Kind.USER) {
      user(json, item, select, minimal, person.orElseThrow());
      return json;
    }
    if (select.has("displayName")
        && (!minimal || item.changed().contains("displayName") || item.changed().isEmpty())) {
      json.put("displayName", group.orElseThrow().displayName());
    }
    if (!item.members().isEmpty() && select.has("members")) {
      List<Map<String, Object>> members = new ArrayList<>();
      item.members().forEach((id, came) -> members.add(member(id, came)));
      json.put("members@delta", members);
    }
    return json;
  }

  /** Unset properties are left out, unless they became unset. */
  private void user(
      Map<String, @Nullable Object> json,
      DeltaItem item,
      GraphSelect select,
      boolean minimal,
      Person person) {
    select
        .user(person, initialDomain)
        .forEach(
            (name, value) -> {
              boolean changed = item.changed().isEmpty() || item.changed().contains(name);
              if (minimal ? changed : value != null || item.changed().contains(name)) {
                json.put(name, value);
              }
            });
  }

  private Map<String, Object> member(UUID id, boolean came) {
    String type =
        directory.groups().find(id).isPresent()
            ? "#microsoft.graph.group"
            : "#microsoft.graph.user";
    Map<String, Object> member = GraphResources.member(type, id);
    if (!came) {
      member.put("@removed", Map.of("reason", "deleted"));
    }
    return member;
  }
}

package org.guestbridge.simulators.entra.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.guestbridge.simulators.entra.DirectoryChanges.Change;
import org.guestbridge.simulators.entra.DirectoryChanges.Presence;
import org.guestbridge.simulators.entra.DirectoryGroup;
import org.guestbridge.simulators.entra.provisioning.ScimFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Brings groups to the target: created empty, then filled by PATCH, direct members alone. Members
 * who are out of scope when their group is worked on stay out until a restart; members who failed
 * follow once they are at the target.
 */
final class GroupSync {
  private static final String SKIP_MEMBERS = "excludedAttributes=members";

  /** A group that is known at the target. */
  private static final class Known {
    final String scimId;
    String name;
    final Set<UUID> members = new HashSet<>();

    Known(String scimId, String name) {
      this.scimId = scimId;
      this.name = name;
    }
  }

  private final Job job;
  private final Predicate<UUID> failing;
  private final Map<UUID, Known> groups = new ConcurrentHashMap<>();
  private final Map<UUID, Set<UUID>> pending = new ConcurrentHashMap<>();

  /**
   * A job's groups.
   *
   * @param failing whether a user failed and is tried again
   */
  GroupSync(Job job, Predicate<UUID> failing) {
    this.job = job;
    this.failing = failing;
  }

  void forget() {
    groups.clear();
    pending.clear();
  }

  /** Groups that wait for a member who is at the target by now. */
  Set<UUID> withMembersToFollow() {
    Set<UUID> ready = new LinkedHashSet<>();
    pending.forEach(
        (group, members) -> {
          if (members.stream().anyMatch(job.users::containsKey)) {
            ready.add(group);
          }
        });
    return ready;
  }

  boolean knows(UUID id) {
    return groups.containsKey(id);
  }

  /** Every group that is known at the target. */
  Set<UUID> known() {
    return new LinkedHashSet<>(groups.keySet());
  }

  /** The group as it is now, whatever changed. */
  void whole(UUID id, Dialect dialect) throws ScimFailure {
    Optional<DirectoryGroup> source = job.directory.groups().find(id);
    if (source.isEmpty()) {
      delete(id);
      return;
    }
    Known known = known(source.get(), dialect);
    Set<UUID> wanted = new LinkedHashSet<>(source.get().members());
    Set<UUID> all = Set.copyOf(wanted);
    wanted.retainAll(job.users.keySet());
    Map<UUID, Boolean> changes = new LinkedHashMap<>();
    wanted.forEach(member -> changes.put(member, true));
    known.members.forEach(member -> changes.putIfAbsent(member, false));
    members(known, changes, dialect);
    waitFor(id, all);
  }

  /** The group with what changed since the last cycle, possibly nothing but members to follow. */
  void changed(UUID id, List<Change> changes, Dialect dialect) throws ScimFailure {
    Optional<DirectoryGroup> source = job.directory.groups().find(id);
    boolean gone =
        !changes.isEmpty() && changes.get(changes.size() - 1).presence() != Presence.PRESENT;
    if (gone || source.isEmpty()) {
      delete(id);
      return;
    }
    if (!groups.containsKey(id)) {
      whole(id, dialect);
      return;
    }
    Known known = known(source.get(), dialect);
    Map<UUID, Boolean> members = new LinkedHashMap<>();
    changes.forEach(change -> members.putAll(change.members()));
    members.keySet().removeIf(member -> job.directory.groups().find(member).isPresent());
    pending.getOrDefault(id, Set.of()).stream()
        .filter(member -> source.get().members().contains(member))
        .filter(job.users::containsKey)
        .forEach(member -> members.put(member, true));
    Set<UUID> coming = new LinkedHashSet<>(pending.getOrDefault(id, Set.of()));
    members.forEach(
        (member, joins) -> {
          if (joins) {
            coming.add(member);
          }
        });
    members(known, members, dialect);
    // Not before: a request that fails is made again, with the same members.
    waitFor(id, coming);
  }

  /** Takes a group away that is gone or out of scope. */
  void delete(UUID id) throws ScimFailure {
    @Nullable Known known = groups.get(id);
    if (known != null) {
      job.connection.delete("Groups", known.scimId);
      groups.remove(id);
      pending.remove(id);
      job.counts.add(Action.GROUP_DELETED);
    }
  }

  /** Remembers, of these members, who is not at the target yet but failing. */
  private void waitFor(UUID group, Set<UUID> members) {
    Set<UUID> waiting = new LinkedHashSet<>(members);
    waiting.removeIf(member -> job.users.containsKey(member) || !failing.test(member));
    if (waiting.isEmpty()) {
      pending.remove(group);
    } else {
      pending.put(group, waiting);
    }
  }

  private Known known(DirectoryGroup source, Dialect dialect) throws ScimFailure {
    @Nullable Known known = groups.get(source.id());
    if (known == null) {
      known = matchOrCreate(source);
      groups.put(source.id(), known);
    } else if (job.connection.read("Groups", known.scimId, "?" + SKIP_MEMBERS).isEmpty()) {
      groups.remove(source.id());
      throw new ScimFailure(Kind.GONE, "the group is gone at the target");
    }
    if (!known.name.equals(source.displayName())) {
      job.connection.patch("Groups", known.scimId, dialect.rename(source.displayName()));
      known.name = source.displayName();
      job.counts.add(Action.GROUP_RENAMED);
    }
    return known;
  }

  private Known matchOrCreate(DirectoryGroup source) throws ScimFailure {
    List<JsonNode> found =
        job.connection.find("Groups", "displayName", source.displayName(), SKIP_MEMBERS + "&");
    if (found.size() > 1) {
      throw new ScimFailure(Kind.REJECTED, "several groups have the name");
    }
    if (!found.isEmpty()) {
      job.counts.add(Action.GROUP_MATCHED);
      return new Known(found.get(0).path("id").asText(), source.displayName());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas")
        .add("urn:ietf:params:scim:schemas:core:2.0:Group")
        .add("http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group");
    body.put("externalId", source.id().toString());
    body.put("displayName", source.displayName());
    body.putObject("meta").put("resourceType", "Group");
    JsonNode created = job.connection.create("Groups", body);
    job.counts.add(Action.GROUP_CREATED);
    return new Known(created.path("id").asText(), source.displayName());
  }

  private void members(Known known, Map<UUID, Boolean> changes, Dialect dialect)
      throws ScimFailure {
    List<UUID> joining = new ArrayList<>();
    List<UUID> leaving = new ArrayList<>();
    changes.forEach(
        (member, joins) -> {
          if (joins && !known.members.contains(member)) {
            joining.add(member);
          } else if (!joins && known.members.contains(member)) {
            leaving.add(member);
          }
        });
    for (List<UUID> batch : batches(joining)) {
      List<UUID> here = new ArrayList<>();
      List<String> ids = new ArrayList<>();
      for (UUID member : batch) {
        @Nullable Target target = job.users.get(member);
        if (target != null) {
          here.add(member);
          ids.add(target.scimId);
        } else {
          job.counts.add(Action.REFERENCE_FAILED);
        }
      }
      if (!ids.isEmpty()) {
        job.connection.patch("Groups", known.scimId, dialect.addMembers(ids));
        known.members.addAll(here);
        job.counts.add(Action.MEMBER_ADDED, ids.size());
      }
    }
    for (List<UUID> batch : batches(leaving)) {
      List<String> ids =
          batch.stream().flatMap(id -> Optional.ofNullable(job.knownIds.get(id)).stream()).toList();
      job.connection.patch("Groups", known.scimId, dialect.removeMembers(ids));
      batch.forEach(known.members::remove);
      job.counts.add(Action.MEMBER_REMOVED, ids.size());
    }
  }

  private List<List<UUID>> batches(List<UUID> all) {
    List<List<UUID>> batches = new ArrayList<>();
    int size = job.settings.membersPerPatch();
    for (int from = 0; from < all.size(); from += size) {
      batches.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return batches;
  }
}

package org.guestbridge.simulators.atlassian.scim;

import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.badRequest;
import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.invalidValue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and changes the members of groups. Called with the directory's lock held. */
final class GroupMembers {
  /** What a member that does not exist is answered with. */
  enum Unknown {
    IS_BAD_REQUEST,
    IS_NOT_FOUND
  }

  private final ScimState state;
  private final DirectoryStore store;

  GroupMembers(ScimState state) {
    this.state = state;
    this.store = state.store;
  }

  /** The ids in a list of members, or in one member; every one of them has to be a user. */
  Set<String> read(JsonNode value, Unknown unknown) {
    Set<String> ids = new LinkedHashSet<>();
    if (value.isMissingNode() || value.isNull()) {
      return ids;
    }
    if (!value.isArray() && !value.isObject()) {
      throw invalidValue("members must be a list");
    }
    for (JsonNode member : value.isArray() ? value : List.of(value)) {
      String id = member.path("value").asText("");
      if (!member.path("type").asText("User").equals("User")) {
        throw invalidValue("a member has to be of type User");
      }
      if (store.user(id).isEmpty()) {
        throw unknown == Unknown.IS_NOT_FOUND
            ? ScimRefusal.notFound("USER", id)
            : invalidValue("the users referenced do not exist: " + id);
      }
      ids.add(id);
    }
    return ids;
  }

  void add(StoredGroup group, Set<String> ids) {
    Set<String> joining = new LinkedHashSet<>(ids);
    joining.removeAll(group.members);
    if (group.members.size() + joining.size() > state.settings.maximumGroupMembers()) {
      throw badRequest(
          "tooMany", "a group has " + state.settings.maximumGroupMembers() + " members at most");
    }
    for (String id : joining) {
      store.join(group, id);
      if (group.synced) {
        store.user(id).ifPresent(state.links::joinedGroup);
      }
    }
  }

  void replace(StoredGroup group, Set<String> ids) {
    if (ids.size() > state.settings.maximumGroupMembers()) {
      throw badRequest(
          "tooMany", "a group has " + state.settings.maximumGroupMembers() + " members at most");
    }
    for (String id : List.copyOf(group.members)) {
      if (!ids.contains(id)) {
        store.leave(group, id);
      }
    }
    add(group, ids);
  }

  /** Puts the members back as they were before a patch that was refused in its middle. */
  void restore(StoredGroup group, Set<String> before) {
    for (String id : List.copyOf(group.members)) {
      if (!before.contains(id)) {
        store.leave(group, id);
      }
    }
    before.forEach(id -> store.join(group, id));
  }

  /**
   * Changes the members. A removal that names members in its value removes those alone, as Entra
   * means it; without value and filter it removes all.
   */
  void patch(
      StoredGroup group,
      PatchOperation.Kind kind,
      Optional<AttributePath.Condition> filter,
      JsonNode value) {
    if (filter.isPresent()) {
      if (kind != PatchOperation.Kind.REMOVE || !filter.get().attribute().equals("value")) {
        throw badRequest("invalidPath", "members are filtered by value, to remove them");
      }
      store.leave(group, filter.get().value());
      return;
    }
    switch (kind) {
      case ADD -> add(group, read(value, Unknown.IS_NOT_FOUND));
      case REPLACE -> replace(group, read(value, Unknown.IS_NOT_FOUND));
      case REMOVE -> {
        if (value.isMissingNode() || value.isNull()) {
          replace(group, Set.of());
        } else {
          for (JsonNode member : value.isArray() ? value : List.of(value)) {
            store.leave(group, member.path("value").asText(""));
          }
        }
      }
    }
  }
}

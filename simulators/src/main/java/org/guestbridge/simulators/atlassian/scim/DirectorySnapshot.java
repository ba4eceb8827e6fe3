package org.guestbridge.simulators.atlassian.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The directory at one moment, for comparing.
 *
 * @param users in the order of creation
 * @param groups in the order of creation
 */
public record DirectorySnapshot(List<User> users, List<Group> groups) {
  /**
   * One user.
   *
   * @param id the directory's id of the record
   * @param email the primary address
   * @param accountId the account it is linked to; empty for external users without one
   * @param groups display names of the groups, sorted
   */
  public record User(
      String id,
      String userName,
      Optional<String> externalId,
      String email,
      boolean active,
      Optional<String> displayName,
      Optional<String> givenName,
      Optional<String> familyName,
      Optional<String> accountId,
      SortedSet<String> groups) {

    static User of(StoredUser user, SortedSet<String> groups) {
      ObjectNode attributes = user.attributes();
      return new User(
          user.id(),
          user.userName(),
          user.externalId(),
          user.email(),
          user.active(),
          Optional.ofNullable(attributes.path("displayName").asText(null)),
          Optional.ofNullable(attributes.path("name").path("givenName").asText(null)),
          Optional.ofNullable(attributes.path("name").path("familyName").asText(null)),
          user.accountId(),
          groups);
    }
  }

  /**
   * One group.
   *
   * @param members the ids of its users, sorted
   * @param synced false where the name is a built-in group's, so that no product sees the group
   */
  public record Group(
      String id,
      String displayName,
      Optional<String> externalId,
      SortedSet<String> members,
      boolean synced) {}

  static DirectorySnapshot of(DirectoryStore store) {
    List<StoredUser> stored;
    List<SortedSet<String>> groupNames = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    synchronized (store) {
      stored = List.copyOf(store.users());
      stored.forEach(user -> groupNames.add(names(store, user.id())));
      for (StoredGroup group : store.groups()) {
        groups.add(
            new Group(
                group.id,
                group.displayName,
                group.externalId,
                Collections.unmodifiableSortedSet(new TreeSet<>(group.members)),
                group.synced));
      }
    }
    List<User> users = new ArrayList<>(stored.size());
    for (int index = 0; index < stored.size(); index++) {
      users.add(User.of(stored.get(index), groupNames.get(index)));
    }
    return new DirectorySnapshot(
        Collections.unmodifiableList(users), Collections.unmodifiableList(groups));
  }

  static SortedSet<String> names(DirectoryStore store, String userId) {
    SortedSet<String> names = new TreeSet<>();
    for (String groupId : store.groupsOf(userId)) {
      store.group(groupId).ifPresent(group -> names.add(group.displayName));
    }
    return Collections.unmodifiableSortedSet(names);
  }
}

package org.guestbridge.simulators.atlassian.scim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Users and groups with their indexes, in the order of creation. It checks nothing and locks
 * nothing: whoever uses it holds its monitor from check to change.
 */
final class DirectoryStore {
  private final Map<String, StoredUser> users = new LinkedHashMap<>();
  private final Map<String, String> idByUserName = new HashMap<>();
  private final Map<String, String> idByEmail = new HashMap<>();
  private final Map<String, List<String>> idsByExternalId = new HashMap<>();
  private final Map<String, String> userByAccount = new HashMap<>();
  private final Map<String, StoredGroup> groups = new LinkedHashMap<>();
  private final Map<String, String> groupByName = new HashMap<>();
  private final Map<String, Set<String>> groupsOfUser = new HashMap<>();

  Collection<StoredUser> users() {
    return users.values();
  }

  Collection<StoredGroup> groups() {
    return groups.values();
  }

  Optional<StoredUser> user(String id) {
    return Optional.ofNullable(users.get(id));
  }

  Optional<StoredGroup> group(String id) {
    return Optional.ofNullable(groups.get(id));
  }

  Optional<StoredUser> userByUserName(String userName) {
    return Optional.ofNullable(idByUserName.get(key(userName))).map(users::get);
  }

  Optional<StoredUser> userByEmail(String email) {
    return Optional.ofNullable(idByEmail.get(key(email))).map(users::get);
  }

  List<StoredUser> usersByExternalId(String externalId) {
    return idsByExternalId.getOrDefault(externalId, List.of()).stream().map(users::get).toList();
  }

  Optional<StoredUser> userByAccount(String accountId) {
    return Optional.ofNullable(userByAccount.get(accountId)).map(users::get);
  }

  Optional<StoredGroup> groupByName(String displayName) {
    return Optional.ofNullable(groupByName.get(key(displayName))).map(groups::get);
  }

  /** Ids of the groups that a user is a direct member of. */
  Set<String> groupsOf(String userId) {
    return groupsOfUser.getOrDefault(userId, Set.of());
  }

  /** Adds a user or replaces the one with its id. */
  void put(StoredUser user) {
    StoredUser before = users.put(user.id(), user);
    if (before != null) {
      unindex(before);
    }
    idByUserName.put(key(user.userName()), user.id());
    idByEmail.put(key(user.email()), user.id());
    user.accountId().ifPresent(account -> userByAccount.put(account, user.id()));
    user.externalId()
        .ifPresent(
            id ->
                idsByExternalId.merge(
                    id,
                    List.of(user.id()),
                    (old, one) -> {
                      List<String> both = new ArrayList<>(old);
                      both.addAll(one);
                      return List.copyOf(both);
                    }));
  }

  void removeUser(StoredUser user) {
    leaveAllGroups(user.id());
    users.remove(user.id());
    unindex(user);
  }

  void put(StoredGroup group) {
    groups.put(group.id, group);
    groupByName.put(key(group.displayName), group.id);
  }

  void removeGroup(StoredGroup group) {
    List.copyOf(group.members).forEach(member -> leave(group, member));
    groups.remove(group.id);
    groupByName.remove(key(group.displayName));
  }

  void join(StoredGroup group, String userId) {
    if (group.members.add(userId)) {
      groupsOfUser.computeIfAbsent(userId, any -> new LinkedHashSet<>(4)).add(group.id);
    }
  }

  void leave(StoredGroup group, String userId) {
    if (group.members.remove(userId)) {
      Set<String> left = groupsOfUser.getOrDefault(userId, Set.of());
      left.remove(group.id);
      if (left.isEmpty()) {
        groupsOfUser.remove(userId);
      }
    }
  }

  void leaveAllGroups(String userId) {
    for (String groupId : List.copyOf(groupsOf(userId))) {
      group(groupId).ifPresent(group -> leave(group, userId));
    }
  }

  void clear() {
    users.clear();
    idByUserName.clear();
    idByEmail.clear();
    idsByExternalId.clear();
    userByAccount.clear();
    groups.clear();
    groupByName.clear();
    groupsOfUser.clear();
  }

  private void unindex(StoredUser user) {
    idByUserName.remove(key(user.userName()), user.id());
    idByEmail.remove(key(user.email()), user.id());
    user.accountId().ifPresent(account -> userByAccount.remove(account, user.id()));
    user.externalId()
        .ifPresent(
            id ->
                idsByExternalId.computeIfPresent(
                    id,
                    (any, ids) -> {
                      List<String> left =
                          ids.stream().filter(one -> !one.equals(user.id())).toList();
                      return left.isEmpty() ? null : left;
                    }));
  }

  private static String key(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

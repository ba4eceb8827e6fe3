package org.guestbridge.simulators.entra.provisioning;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.DirectoryGroup;
import org.guestbridge.simulators.entra.Person;

/**
 * Who is in scope at one moment: users and groups that are assigned, and direct members of these
 * groups; or everybody. An app role comes with the assignment.
 */
record Scope(Map<UUID, Person> users, Set<UUID> groups, Map<UUID, String> roles) {
  static Scope of(Directory directory, boolean everybody, boolean withGroups) {
    Map<UUID, String> assigned = directory.assignments().all();
    Map<UUID, Person> users = new LinkedHashMap<>();
    Map<UUID, String> roles = new LinkedHashMap<>();
    Set<UUID> groups = new LinkedHashSet<>();
    for (DirectoryGroup group : directory.groups().all()) {
      if (everybody || assigned.containsKey(group.id())) {
        groups.add(group.id());
      }
    }
    for (Person person : directory.all()) {
      UUID id = person.objectId();
      Optional<String> role =
          Optional.ofNullable(assigned.get(id))
              .or(
                  () ->
                      person.groups().stream()
                          .filter(groups::contains)
                          .flatMap(group -> Optional.ofNullable(assigned.get(group)).stream())
                          .findFirst());
      if (everybody || role.isPresent()) {
        users.putIfAbsent(id, person);
        role.ifPresent(value -> roles.put(id, value));
      }
    }
    return new Scope(users, withGroups ? groups : Set.of(), roles);
  }
}

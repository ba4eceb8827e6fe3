package org.guestbridge.app.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.CopiedLink;

/**
 * An object of a delta query's page (learn.microsoft.com, "Use delta query to track changes in
 * Microsoft Graph data").
 *
 * @param id the object id
 * @param removed whether the directory has it no more, or has it in the recycle bin alone
 * @param shown its properties, untrusted
 * @param members of a group: who came and who left
 */
record PulledItem(UUID id, boolean removed, Map<String, Object> shown, List<Member> members) {

  private static final int MAX_MEMBERS = 20_000;

  /** Longest value of a role, in characters; Entra's own limit is below it. */
  private static final int MAX_ROLE = 256;

  /**
   * A direct member.
   *
   * @param kind whether it is a person or a group
   * @param removed whether it left
   */
  record Member(CopiedLink.Kind kind, UUID id, boolean removed) {}

  /** The objects of a page of people or groups. */
  static List<PulledItem> of(List<Map<String, Object>> items) throws RefusalException {
    List<PulledItem> read = new ArrayList<>();
    for (Map<String, Object> item : items) {
      read.add(new PulledItem(id(item, "id"), isRemoved(item), item, membersOf(item)));
    }
    return read;
  }

  /**
   * The links of a page of assignments; other principals than people and groups are left out.
   *
   * @param person what is linked to a person
   * @param group what is linked to a group
   */
  static List<CopiedLink> assignments(
      List<Map<String, Object>> items, CopiedLink.Kind person, CopiedLink.Kind group)
      throws RefusalException {
    List<CopiedLink> links = new ArrayList<>();
    for (Map<String, Object> item : items) {
      UUID role = id(item, "appRoleId");
      UUID principal = id(item, "principalId");
      switch (GraphValues.text(item, "principalType").orElse("")) {
        case "User" -> links.add(new CopiedLink(person, role, principal));
        case "Group" -> links.add(new CopiedLink(group, role, principal));
        default -> {}
      }
    }
    return links;
  }

  /**
   * The roles of an application that a sign-in can name, with their values: enabled, for people,
   * and with a value (learn.microsoft.com, resource type "appRole").
   *
   * @param applications one service principal
   * @throws RefusalException {@code graph_application_unknown} when there is none
   */
  static Map<UUID, String> roles(List<Map<String, Object>> applications) throws RefusalException {
    if (applications.isEmpty()) {
      throw new RefusalException(Code.GRAPH_APPLICATION_UNKNOWN, "no application is listed");
    }
    Map<UUID, String> roles = new TreeMap<>();
    for (Map<String, Object> application : applications) {
      for (Map<String, Object> role : GraphValues.objects(application, "appRoles")) {
        Optional<String> value =
            GraphValues.text(role, "value")
                .filter(text -> !text.isBlank() && text.length() <= MAX_ROLE);
        if (value.isPresent()
            && Boolean.TRUE.equals(role.get("isEnabled"))
            && GraphValues.texts(role, "allowedMemberTypes").contains("User")) {
          roles.put(id(role, "id"), value.get());
        }
      }
    }
    return roles;
  }

  private static List<Member> membersOf(Map<String, Object> item) throws RefusalException {
    List<Map<String, Object>> told = GraphValues.objects(item, "members@delta");
    if (told.size() > MAX_MEMBERS) {
      throw new RefusalException(
          Code.GRAPH_RESPONSE_INVALID, "a group has too many members on one page");
    }
    List<Member> members = new ArrayList<>();
    for (Map<String, Object> member : told) {
      Optional<CopiedLink.Kind> kind = kind(member);
      if (kind.isPresent()) {
        members.add(new Member(kind.get(), id(member, "id"), isRemoved(member)));
      }
    }
    return members;
  }

  /** Devices and others are in groups, too. */
  private static Optional<CopiedLink.Kind> kind(Map<String, Object> member) {
    return switch (GraphValues.text(member, "@odata.type").orElse("")) {
      case "#microsoft.graph.user" -> Optional.of(CopiedLink.Kind.PERSON_IN_GROUP);
      case "#microsoft.graph.group" -> Optional.of(CopiedLink.Kind.GROUP_IN_GROUP);
      default -> Optional.empty();
    };
  }

  private static boolean isRemoved(Map<String, Object> item) {
    return item.containsKey("@removed");
  }

  private static UUID id(Map<String, Object> item, String name) throws RefusalException {
    return GraphValues.id(item, name)
        .orElseThrow(
            () -> new RefusalException(Code.GRAPH_RESPONSE_INVALID, "an id is missing or no GUID"));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[item]";
  }
}

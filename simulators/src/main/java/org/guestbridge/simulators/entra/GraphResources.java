package org.guestbridge.simulators.entra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.jspecify.annotations.Nullable;

/** Plain reads: users, members of groups, and who is assigned to the application. */
final class GraphResources {
  private static final Pattern MEMBERS =
      Pattern.compile("/groups/([0-9a-fA-F-]{36})/(members|transitiveMembers)");
  private static final Pattern ASSIGNED =
      Pattern.compile("/servicePrincipals(?:/([^/]+)|\\(appId='([^']+)'\\))/appRoleAssignedTo");
  private static final String SERVICE_PRINCIPALS = "/servicePrincipals";
  private static final Pattern BY_CLIENT = Pattern.compile("appId eq '([^']+)'");
  private static final Set<String> APPLICATION = Set.of("id", "appId", "appRoles");
  private static final Pattern MEMBER_OF = Pattern.compile("/users/([0-9a-fA-F-]{36})/memberOf");
  private static final Pattern USERS = Pattern.compile("/users(?:/[^/]+)?");
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{36}");
  private static final Pattern FILTER =
      Pattern.compile("(id|userType|mail|userPrincipalName) eq '((?:[^']|'')*)'");
  private static final int LARGEST_PAGE = 999;

  private final Directory directory;
  private final EntraSettings settings;
  private final String base;
  private final UUID servicePrincipal;

  GraphResources(Directory directory, EntraSettings settings, String base, UUID servicePrincipal) {
    this.directory = directory;
    this.settings = settings;
    this.base = base;
    this.servicePrincipal = servicePrincipal;
  }

  /** The permission that a path needs; empty for a path that is not answered here. */
  static Optional<GraphPermission> permission(String path) {
    if (MEMBERS.matcher(path).matches()
        || MEMBER_OF.matcher(path).matches()
        || path.equals("/groups")
        || path.equals("/groups/delta")) {
      return Optional.of(GraphPermission.GROUP_MEMBER_READ_ALL);
    }
    if (ASSIGNED.matcher(path).matches() || path.equals(SERVICE_PRINCIPALS)) {
      return Optional.of(GraphPermission.APPLICATION_READ_ALL);
    }
    return USERS.matcher(path).matches()
        ? Optional.of(GraphPermission.USER_READ_ALL)
        : Optional.empty();
  }

  Response answer(Request request, String path, int pageSize) {
    Matcher members = MEMBERS.matcher(path);
    if (members.matches()) {
      return members(request, UUID.fromString(members.group(1)), members.group(2), pageSize);
    }
    Matcher memberOf = MEMBER_OF.matcher(path);
    if (memberOf.matches()) {
      return memberOf(request, UUID.fromString(memberOf.group(1)), path, pageSize);
    }
    Matcher assigned = ASSIGNED.matcher(path);
    if (assigned.matches()) {
      String id = assigned.group(1);
      boolean known =
          id == null
              ? settings.clientId().equals(assigned.group(2))
              : id.equals(servicePrincipal.toString());
      return known
          ? page(request, path, assignments(), pageSize, assignment -> assignment)
          : GraphAnswer.notFound(path);
    }
    if (path.equals("/groups")) {
      return page(
          request,
          path,
          directory.groups().all(),
          pageSize,
          group -> Map.of("id", group.id().toString()));
    }
    if (path.equals(SERVICE_PRINCIPALS)) {
      return servicePrincipals(request, pageSize);
    }
    if (path.equals("/users")) {
      return users(request, pageSize);
    }
    return user(request, path.substring("/users/".length()));
  }

  private Response users(Request request, int pageSize) {
    GraphSelect select = GraphSelect.of(request.query());
    Optional<Response> wrong = select.wrongFor(true);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    List<Person> people = unique();
    Optional<String> filter = request.query().value("$filter");
    if (filter.isPresent()) {
      Matcher matcher = FILTER.matcher(filter.get());
      if (!matcher.matches()) {
        return GraphAnswer.error(
            400, "Request_UnsupportedQuery", "Unsupported or invalid query filter clause.");
      }
      String name = matcher.group(1);
      String value = matcher.group(2).replace("''", "'");
      people.removeIf(
          person ->
              !value.equalsIgnoreCase(
                  String.valueOf(UserObject.of(person, settings.initialDomain()).get(name))));
    }
    return page(
        request,
        "/users",
        people,
        pageSize,
        person -> select.user(person, settings.initialDomain()));
  }

  private Response user(Request request, String idOrName) {
    GraphSelect select = GraphSelect.of(request.query());
    Optional<Response> wrong = select.wrongFor(true);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    Optional<Person> byId =
        ID.matcher(idOrName).matches()
            ? directory.find(UUID.fromString(idOrName))
            : Optional.empty();
    return byId.or(() -> byName(idOrName))
        .map(
            person -> {
              Map<String, @Nullable Object> answer = new LinkedHashMap<>();
              answer.put("@odata.context", base + "/$metadata#users/$entity");
              answer.putAll(select.user(person, settings.initialDomain()));
              return Response.json(200, answer);
            })
        .orElseGet(() -> GraphAnswer.notFound(idOrName));
  }

  private Optional<Person> byName(String name) {
    return unique().stream()
        .filter(
            person ->
                UserObject.userPrincipalName(person, settings.initialDomain())
                    .equalsIgnoreCase(name))
        .findFirst();
  }

  private Response members(Request request, UUID group, String kind, int pageSize) {
    Optional<DirectoryGroup> found = directory.groups().find(group);
    if (found.isEmpty()) {
      return GraphAnswer.notFound(group.toString());
    }
    Set<UUID> users = new LinkedHashSet<>(found.get().members());
    Set<UUID> nested = new LinkedHashSet<>(found.get().nested());
    if (kind.equals("transitiveMembers")) {
      List<UUID> open = new ArrayList<>(nested);
      while (!open.isEmpty()) {
        Optional<DirectoryGroup> inner = directory.groups().find(open.remove(0));
        inner.ifPresent(
            each -> {
              users.addAll(each.members());
              each.nested().stream().filter(nested::add).forEach(open::add);
            });
      }
    }
    List<Map<String, Object>> all = new ArrayList<>();
    users.forEach(id -> all.add(member("#microsoft.graph.user", id)));
    nested.forEach(id -> all.add(member("#microsoft.graph.group", id)));
    return page(request, "/groups/" + group + "/" + kind, all, pageSize, each -> each);
  }

  /** The groups that somebody is directly in; ids without an object are in tokens alone. */
  private Response memberOf(Request request, UUID user, String path, int pageSize) {
    Optional<Person> person = directory.find(user);
    if (person.isEmpty()) {
      return GraphAnswer.notFound(user.toString());
    }
    List<UUID> groups =
        person.get().groups().stream()
            .filter(group -> directory.groups().find(group).isPresent())
            .toList();
    return page(request, path, groups, pageSize, group -> member("#microsoft.graph.group", group));
  }

  static Map<String, Object> member(String type, UUID id) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("@odata.type", type);
    member.put("id", id.toString());
    return member;
  }

  private List<Map<String, Object>> assignments() {
    List<Map<String, Object>> all = new ArrayList<>();
    directory
        .assignments()
        .all()
        .forEach(
            (principal, role) -> {
              Map<String, Object> each = new LinkedHashMap<>();
              boolean group = directory.groups().find(principal).isPresent();
              each.put("id", directory.assignments().id(principal));
              each.put("principalId", principal.toString());
              each.put("principalType", group ? "Group" : "User");
              each.put("appRoleId", Assignments.roleId(role).toString());
              each.put("resourceId", servicePrincipal.toString());
              all.add(each);
            });
    return all;
  }

  /** The one application, by its client id and with the properties that were asked for. */
  private Response servicePrincipals(Request request, int pageSize) {
    Matcher filter = BY_CLIENT.matcher(request.query().value("$filter").orElse(""));
    GraphSelect select = GraphSelect.of(request.query());
    if (!filter.matches()) {
      return GraphAnswer.error(
          400, "Request_UnsupportedQuery", "Unsupported or invalid query filter clause.");
    }
    if (!APPLICATION.containsAll(select.names())) {
      return GraphAnswer.badRequest("Could not find a property on type 'servicePrincipal'.");
    }
    Map<String, Object> application = new LinkedHashMap<>();
    application.put("id", servicePrincipal.toString());
    application.put("appId", settings.clientId());
    application.put("appRoles", roles());
    if (!select.names().isEmpty()) {
      application.keySet().retainAll(select.names());
    }
    List<Map<String, Object>> found =
        settings.clientId().equals(filter.group(1)) ? List.of(application) : List.of();
    return page(request, SERVICE_PRINCIPALS, found, pageSize, each -> each);
  }

  private List<Map<String, @Nullable Object>> roles() {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    directory
        .assignments()
        .roles()
        .forEach(
            (role, value) -> {
              Map<String, @Nullable Object> each = new LinkedHashMap<>();
              each.put("id", Assignments.roleId(role).toString());
              each.put("displayName", role);
              each.put("value", value.orElse(null));
              each.put("isEnabled", directory.assignments().isEnabled(role));
              each.put("allowedMemberTypes", List.of("User"));
              all.add(each);
            });
    return all;
  }

  private List<Person> unique() {
    Map<UUID, Person> unique = new LinkedHashMap<>();
    directory.all().forEach(person -> unique.putIfAbsent(person.objectId(), person));
    return new ArrayList<>(unique.values());
  }

  /** A page by {@code $top} and {@code $skiptoken}, which is the number of the first item here. */
  private <T> Response page(
      Request request, String path, List<T> all, int pageSize, Function<T, ?> render) {
    int size = request.query().value("$top").map(Integer::parseInt).orElse(pageSize);
    int from = request.query().value("$skiptoken").map(Integer::parseInt).orElse(0);
    if (size < 1 || size > LARGEST_PAGE || from < 0) {
      return GraphAnswer.badRequest("Invalid page size specified: '" + size + "'.");
    }
    int to = Math.min(all.size(), from + size);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("@odata.context", base + "/$metadata#" + path.substring(1));
    if (to < all.size()) {
      Map<String, String> next = request.query().asMap();
      next.put("$skiptoken", String.valueOf(to));
      answer.put("@odata.nextLink", base + path + "?" + Form.encode(next));
    }
    answer.put("value", all.subList(Math.min(from, to), to).stream().map(render).toList());
    return Response.json(200, answer);
  }
}

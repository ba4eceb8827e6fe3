package org.guestbridge.simulators.atlassian.scim;

import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.badRequest;
import static org.guestbridge.simulators.atlassian.scim.ScimRefusal.invalidValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/** {@code /Groups} and {@code /Groups/{id}}: names never change, members are users alone. */
final class GroupEndpoint {
  static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

  /** Groups that every organization has: created with success, but never synced. */
  static final Set<String> BUILT_IN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    BUILT_IN.addAll(
        List.of(
            "administrators",
            "confluence-users",
            "jira-administrators",
            "jira-servicemanagement-users",
            "jira-software-users",
            "org-admins",
            "site-admins",
            "system-administrators"));
  }

  private final ScimState state;
  private final DirectoryStore store;
  private final GroupMembers members;

  GroupEndpoint(ScimState state) {
    this.state = state;
    this.store = state.store;
    this.members = new GroupMembers(state);
  }

  Response list(Request request) {
    ListQuery query = ListQuery.of(request.query(), Set.of("displayName"), state.maximumPage());
    Projection projection = Projection.of(request.query());
    synchronized (store) {
      List<StoredGroup> found =
          query
              .filter()
              .map(match -> store.groupByName(match.value()).stream().toList())
              .orElse(List.of());
      boolean all = query.filter().isEmpty();
      Stream<StoredGroup> results = all ? store.groups().stream() : found.stream();
      return ScimRefusal.scim(
          200,
          query.answer(
              all ? store.groups().size() : found.size(),
              results
                  .skip(query.startIndex() - 1L)
                  .limit(query.count())
                  .map(group -> projection.apply(render(group, projection)))
                  .toList()));
    }
  }

  Response get(Request request, String id) {
    Projection projection = Projection.of(request.query());
    synchronized (store) {
      return answer(200, existing(id), projection);
    }
  }

  Response create(Request request) {
    ObjectNode body = ScimJson.body(request, GROUP);
    String name = displayName(body);
    Optional<String> externalId = externalId(body.path("externalId"));
    synchronized (store) {
      if (store.groupByName(name).isPresent() || state.organizationGroups.contains(name)) {
        state.log.add(
            "Failed to create group of name "
                + name
                + " for OrgId "
                + state.settings.organizationId()
                + " due to existing group with same name in organization");
        throw ScimRefusal.conflict("GROUP", "displayName", name);
      }
      Set<String> wanted = members.read(body.path("members"), GroupMembers.Unknown.IS_BAD_REQUEST);
      Instant now = state.clock.instant();
      StoredGroup group =
          new StoredGroup(
              UUID.randomUUID().toString(), name, !BUILT_IN.contains(name), externalId, now);
      store.put(group);
      members.add(group, wanted);
      state.counters.happened("groups created");
      state.counters.delivered(group.id);
      return answer(201, group, Projection.of(request.query()));
    }
  }

  Response replace(Request request, String id) {
    ObjectNode body = ScimJson.body(request, GROUP);
    synchronized (store) {
      StoredGroup group = existing(id);
      noteRename(group, displayName(body));
      Set<String> wanted = members.read(body.path("members"), GroupMembers.Unknown.IS_BAD_REQUEST);
      group.externalId = externalId(body.path("externalId"));
      members.replace(group, wanted);
      return changed(request, group);
    }
  }

  Response patch(Request request, String id) {
    ObjectNode body = ScimJson.body(request, PatchOperation.SCHEMA);
    List<PatchOperation> operations = PatchOperation.of(body);
    synchronized (store) {
      StoredGroup group = existing(id);
      Set<String> before = new LinkedHashSet<>(group.members);
      Optional<String> externalId = group.externalId;
      try {
        operations.forEach(operation -> apply(group, operation));
      } catch (ScimRefusal refused) {
        members.restore(group, before);
        group.externalId = externalId;
        throw refused;
      }
      return changed(request, group);
    }
  }

  Response delete(String id) {
    synchronized (store) {
      store.removeGroup(existing(id));
      state.counters.happened("groups deleted");
      state.counters.delivered(id);
    }
    return ScimRefusal.scim(204, "");
  }

  private void apply(StoredGroup group, PatchOperation operation) {
    if (operation.path().isEmpty()) {
      if (!operation.value().isObject()) {
        throw invalidValue("without a path, value has to be an object");
      }
      operation
          .value()
          .properties()
          .forEach(
              field ->
                  at(
                      group,
                      operation.kind(),
                      AttributePath.parse(field.getKey()),
                      field.getValue()));
      return;
    }
    at(group, operation.kind(), AttributePath.parse(operation.path().get()), operation.value());
  }

  private void at(StoredGroup group, PatchOperation.Kind kind, AttributePath path, JsonNode value) {
    if (path.is("members")) {
      members.patch(group, kind, path.filter(), value);
    } else if (path.is("displayName")) {
      noteRename(group, value.asText(""));
    } else if (path.is("externalId")) {
      group.externalId = kind == PatchOperation.Kind.REMOVE ? Optional.empty() : externalId(value);
    } else if (!path.is("id") && !path.is("schemas")) {
      throw badRequest("invalidPath", "unknown attribute " + path.attribute());
    }
  }

  /** A name is immutable: the request succeeds and the name stays. */
  private void noteRename(StoredGroup group, String name) {
    if (!name.equals(group.displayName)) {
      state.log.add(
          "Group " + group.id + " keeps the name " + group.displayName + ", a rename is ignored");
    }
  }

  private Response changed(Request request, StoredGroup group) {
    group.modified = state.clock.instant();
    state.counters.delivered(group.id);
    return answer(200, group, Projection.of(request.query()));
  }

  private StoredGroup existing(String id) {
    return store.group(id).orElseThrow(() -> ScimRefusal.notFound("GROUP", id));
  }

  private static String displayName(ObjectNode body) {
    JsonNode name = body.path("displayName");
    if (!name.isTextual() || name.asText().isBlank()) {
      throw invalidValue("displayName is required");
    }
    return name.asText();
  }

  private static Optional<String> externalId(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw invalidValue("externalId must be a string");
    }
    return Optional.of(value.asText());
  }

  private Response answer(int status, StoredGroup group, Projection projection) {
    Response response =
        ScimRefusal.scim(status, projection.apply(render(group, projection)).toString());
    return status == 201
        ? response.withHeader("Location", state.base + "/Groups/" + group.id)
        : response;
  }

  private ObjectNode render(StoredGroup group, Projection projection) {
    ObjectNode resource = ScimJson.empty();
    resource.putArray("schemas").add(GROUP);
    resource.put("id", group.id);
    resource.put("displayName", group.displayName);
    group.externalId.ifPresent(id -> resource.put("externalId", id));
    if (!projection.leavesOut("members")) {
      ArrayNode list = resource.putArray("members");
      for (String member : group.members) {
        store
            .user(member)
            .ifPresent(
                user ->
                    list.addObject()
                        .put("type", "User")
                        .put("value", member)
                        .put("display", user.userName())
                        .put("$ref", state.base + "/Users/" + member));
      }
    }
    resource
        .putObject("meta")
        .put("resourceType", "Group")
        .put("created", group.created.toString())
        .put("lastModified", group.modified.toString())
        .put("location", state.base + "/Groups/" + group.id);
    return resource;
  }
}

package org.guestbridge.simulators.atlassian.scim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.guestbridge.simulators.atlassian.Switch;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/** {@code /Users} and {@code /Users/{id}}. */
final class UserEndpoint {
  private static final Set<String> FILTERABLE = Set.of("userName", "externalId");

  private final ScimState state;
  private final DirectoryStore store;

  UserEndpoint(ScimState state) {
    this.state = state;
    this.store = state.store;
  }

  Response list(Request request) {
    ListQuery query = ListQuery.of(request.query(), FILTERABLE, state.maximumPage());
    Projection projection = Projection.of(request.query());
    List<StoredUser> page;
    int total;
    synchronized (store) {
      List<StoredUser> found = query.filter().map(this::matching).orElse(List.of());
      boolean all = query.filter().isEmpty();
      total = all ? store.users().size() : found.size();
      Stream<StoredUser> results = all ? store.users().stream() : found.stream();
      page = results.skip(query.startIndex() - 1L).limit(query.count()).toList();
    }
    return ScimRefusal.scim(
        200,
        query.answer(
            total, page.stream().map(user -> projection.apply(render(user, projection))).toList()));
  }

  Response get(Request request, String id) {
    Projection projection = Projection.of(request.query());
    return answer(200, existing(id), projection);
  }

  Response create(Request request) {
    ObjectNode document = normalized(ScimJson.body(request, UserDocument.USER));
    StoredUser created;
    synchronized (store) {
      if (store.users().size() >= state.settings.maximumUsers()) {
        throw ScimRefusal.badRequest(
            "tooMany", "a directory has " + state.settings.maximumUsers() + " users at most");
      }
      requireFree(document, "");
      String id = UUID.randomUUID().toString();
      Optional<String> account = state.links.link(id, document);
      Instant now = state.clock.instant();
      created = StoredUser.of(id, document, account, now, now);
      store.put(created);
      state.counters.userCreated(created);
      noteDuplicates(created);
    }
    return answer(201, created, Projection.of(request.query()));
  }

  Response replace(Request request, String id) {
    ObjectNode document = normalized(ScimJson.body(request, UserDocument.USER));
    return update(request, id, ignored -> document);
  }

  Response patch(Request request, String id) {
    ObjectNode body = ScimJson.body(request, PatchOperation.SCHEMA);
    return update(
        request,
        id,
        attributes -> {
          UserPatch.apply(attributes, body);
          return normalized(attributes);
        });
  }

  Response delete(String id) {
    synchronized (store) {
      StoredUser user = existing(id);
      state.links.unlinkDeleted(user);
      store.removeUser(user);
      if (state.isOn(Switch.SCIM_DELETE_KEEPS_LINK)) {
        user.accountId().ifPresent(state.keptLinks::add);
      }
      state.counters.happened("users deleted");
      state.counters.delivered(id);
    }
    return ScimRefusal.scim(204, "");
  }

  private interface Change {
    /** Answers the normalized attributes after the change; it may change its argument. */
    ObjectNode of(ObjectNode attributes);
  }

  private Response update(Request request, String id, Change change) {
    Projection projection = Projection.of(request.query());
    StoredUser after;
    synchronized (store) {
      StoredUser before = existing(id);
      ObjectNode document = change.of(before.attributes());
      requireFree(document, id);
      Optional<String> account = state.links.change(before, document);
      after = StoredUser.of(id, document, account, before.created(), state.clock.instant());
      store.put(after);
      state.counters.delivered(id);
      if (document.equals(before.attributes())) {
        state.counters.happened("redundant writes");
      }
      noteDuplicates(after);
    }
    return answer(200, after, projection);
  }

  private List<StoredUser> matching(ListQuery.Match match) {
    return match.attribute().equals("userName")
        ? store.userByUserName(match.value()).stream().toList()
        : store.usersByExternalId(match.value());
  }

  private StoredUser existing(String id) {
    synchronized (store) {
      return store.user(id).orElseThrow(() -> ScimRefusal.notFound("USER", id));
    }
  }

  /** A primary address and a user name belong to one user; so does an externalId by default. */
  private void requireFree(ObjectNode document, String id) {
    String email = UserDocument.primaryEmail(document);
    if (store.userByEmail(email).filter(other -> !other.id().equals(id)).isPresent()) {
      throw ScimRefusal.conflict("USER", "email", email);
    }
    String userName = document.path("userName").asText();
    if (store.userByUserName(userName).filter(other -> !other.id().equals(id)).isPresent()) {
      throw ScimRefusal.conflict("USER", "userName", userName);
    }
    String externalId = document.path("externalId").asText("");
    boolean taken =
        store.usersByExternalId(externalId).stream().anyMatch(other -> !other.id().equals(id));
    if (taken && state.isOn(Switch.SCIM_EXTERNAL_ID_IS_UNIQUE)) {
      throw ScimRefusal.conflict("USER", "externalId", externalId);
    }
  }

  private void noteDuplicates(StoredUser user) {
    user.externalId()
        .filter(id -> store.usersByExternalId(id).size() > 1)
        .ifPresent(state.counters::duplicate);
  }

  private ObjectNode normalized(ObjectNode body) {
    return UserDocument.normalize(body, state.isOn(Switch.SCIM_BOOLEANS_AS_TEXT));
  }

  private Response answer(int status, StoredUser user, Projection projection) {
    Response response =
        ScimRefusal.scim(status, projection.apply(render(user, projection)).toString());
    return status == 201
        ? response.withHeader("Location", state.base + "/Users/" + user.id())
        : response;
  }

  private ObjectNode render(StoredUser user, Projection projection) {
    ObjectNode resource = ScimJson.empty();
    ArrayNode schemas = resource.putArray("schemas").add(UserDocument.USER);
    resource.put("id", user.id());
    ObjectNode attributes = user.attributes();
    resource.setAll(attributes);
    if (attributes.has(UserDocument.ENTERPRISE)) {
      schemas.add(UserDocument.ENTERPRISE);
    }
    user.accountId()
        .ifPresent(
            account -> {
              schemas.add(UserDocument.ATLASSIAN);
              resource.putObject(UserDocument.ATLASSIAN).put("atlassianAccountId", account);
            });
    if (!projection.leavesOut("groups")) {
      groups(resource.putArray("groups"), user.id());
    }
    resource
        .putObject("meta")
        .put("resourceType", "User")
        .put("created", user.created().toString())
        .put("lastModified", user.modified().toString())
        .put("location", state.base + "/Users/" + user.id());
    return resource;
  }

  private void groups(ArrayNode to, String userId) {
    synchronized (store) {
      for (String groupId : store.groupsOf(userId)) {
        store
            .group(groupId)
            .ifPresent(
                group ->
                    to.addObject()
                        .put("type", "Group")
                        .put("value", group.id)
                        .put("display", group.displayName)
                        .put("$ref", state.base + "/Groups/" + group.id));
      }
    }
  }
}

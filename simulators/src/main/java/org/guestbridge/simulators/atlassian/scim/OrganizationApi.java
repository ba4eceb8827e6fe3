package org.guestbridge.simulators.atlassian.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;

/**
 * The endpoints of the organization's API that read and cut the links between SCIM users and
 * accounts: {@code get-scim-links}, {@code get-scim-links-for-email}, {@code unlink} and {@code
 * onlyDeleteUserInDB}. Their addresses are documented; the shape of the answers is a guess.
 */
final class OrganizationApi {
  private static final String PREFIX = "/admin/user-provisioning/v1/org/";
  private static final Pattern LINKS = Pattern.compile("GET /user/([^/]+)/get-scim-links");
  private static final Pattern LINKS_FOR_EMAIL = Pattern.compile("POST /get-scim-links-for-email");
  private static final Pattern UNLINK =
      Pattern.compile("PATCH /scimDirectoryId/([^/]+)/scimUserId/([^/]+)/unlink");
  private static final Pattern DELETE = Pattern.compile("DELETE /user/([^/]+)/onlyDeleteUserInDB");

  private final ScimState state;

  OrganizationApi(ScimState state) {
    this.state = state;
  }

  void route(Routes routes) {
    routes.below(PREFIX, this::handle);
  }

  private Response handle(Request request) {
    byte[] shown = request.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
    byte[] expected =
        ("Bearer " + state.settings.organizationKey()).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(shown, expected)) {
      return Response.json(401, Map.of("error", "Unauthorized"));
    }
    String organization = PREFIX + state.settings.organizationId();
    if (!request.path().startsWith(organization + "/")) {
      return Response.json(404, Map.of("error", "No such organization"));
    }
    String call = request.method() + " " + request.path().substring(organization.length());
    try {
      synchronized (state.store) {
        return answer(request, call);
      }
    } catch (ScimRefusal refusal) {
      return refusal.response();
    }
  }

  private Response answer(Request request, String call) {
    Matcher links = LINKS.matcher(call);
    if (links.matches()) {
      return links(state.store.userByAccount(links.group(1)));
    }
    if (LINKS_FOR_EMAIL.matcher(call).matches()) {
      ObjectNode body = ScimJson.object(request.body());
      return links(state.store.userByEmail(body.path("email").asText("")));
    }
    Matcher unlink = UNLINK.matcher(call);
    if (unlink.matches() && unlink.group(1).equals(state.settings.directoryId())) {
      StoredUser user = existing(state.store.user(unlink.group(2)), unlink.group(2));
      state.store.put(user.withAccount(Optional.empty()));
      return new Response(204, Map.of(), "");
    }
    Matcher delete = DELETE.matcher(call);
    if (delete.matches()) {
      state.keptLinks.remove(delete.group(1));
      state.store.removeUser(existing(state.store.userByAccount(delete.group(1)), delete.group(1)));
      state.counters.happened("users deleted");
      return new Response(204, Map.of(), "");
    }
    return Response.json(404, Map.of("error", "No such endpoint"));
  }

  private static StoredUser existing(Optional<StoredUser> user, String id) {
    return user.orElseThrow(() -> ScimRefusal.notFound("USER", id));
  }

  private Response links(Optional<StoredUser> found) {
    return Response.json(
        200,
        Map.of(
            "data",
            found.stream()
                .map(
                    user ->
                        Map.of(
                            "scimDirectoryId", state.settings.directoryId(),
                            "scimUserId", user.id(),
                            "email", user.email(),
                            "atlassianAccountId", user.accountId().orElse("")))
                .toList(),
            "links",
            List.of()));
  }
}

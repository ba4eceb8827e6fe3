package org.guestbridge.app.scim.out;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/**
 * The simulated directory behind answers that RFC 7644 allows and Atlassian does not give: a change
 * is answered with nothing, and removing one who is no member is refused. The page behind the last
 * one is the first one again, which no RFC allows and some servers do.
 */
final class OtherDirectory implements AutoCloseable {

  private static final Pattern REMOVAL =
      Pattern.compile("members\\[value eq \\\\\"([^\\\\]+)\\\\\"");
  private static final String NO_TARGET =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"400\","
          + "\"scimType\":\"noTarget\",\"detail\":\"nobody to remove\"}";

  private final LoopbackServer server = LoopbackServer.bind(0, "other-directory");
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger emptyAnswers = new AtomicInteger();
  private final AtomicInteger refusedRemovals = new AtomicInteger();
  private final AtomicBoolean refusesMembersToo = new AtomicBoolean();
  private final DirectoryFixture fixture;

  OtherDirectory(DirectoryFixture fixture) {
    this.fixture = fixture;
    server.serve(this::answer);
  }

  URI base() {
    return server.base().resolve(fixture.scim.base().getPath());
  }

  /** How many changes were answered with nothing. */
  int emptyAnswers() {
    return emptyAnswers.get();
  }

  /** How many changes were refused because of one who is no member. */
  int refusedRemovals() {
    return refusedRemovals.get();
  }

  /** From now on it says of members too that there is nobody to remove. */
  void refuseMembersToo() {
    refusesMembersToo.set(true);
  }

  private Response answer(Request request) {
    boolean changes = request.method().equals("PATCH");
    if (changes && removesNobody(request)) {
      refusedRemovals.incrementAndGet();
      return scim(400, NO_TARGET);
    }
    Response response = forward(request, request.rawQuery());
    if (changes && response.status() == 200) {
      emptyAnswers.incrementAndGet();
      return new Response(204, Map.of(), "");
    }
    boolean behind = response.body().contains("\"Resources\":[]");
    return behind && request.query().has("startIndex")
        ? forward(request, request.rawQuery().replaceFirst("startIndex=\\d+", "startIndex=1"))
        : response;
  }

  private boolean removesNobody(Request request) {
    Matcher removal = REMOVAL.matcher(request.body());
    while (removal.find()) {
      if (refusesMembersToo.get() || !members(request.path()).contains(removal.group(1))) {
        return true;
      }
    }
    return false;
  }

  private Set<String> members(String path) {
    return fixture.scim.snapshot().groups().stream()
        .filter(group -> path.endsWith("/" + group.id()))
        .findFirst()
        .<Set<String>>map(DirectorySnapshot.Group::members)
        .orElse(Set.of());
  }

  private Response forward(Request request, String query) {
    URI target =
        URI.create(
            fixture.scim.base().resolve(request.path()) + (query.isEmpty() ? "" : "?" + query));
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(target)
                  .version(HttpClient.Version.HTTP_1_1)
                  .header("Authorization", request.header("Authorization").orElse("none"))
                  .header("Content-Type", request.header("Content-Type").orElse("none/none"))
                  .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return scim(answer.statusCode(), answer.body());
    } catch (IOException failure) {
      return Response.dropped();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Response.dropped();
    }
  }

  private static Response scim(int status, String body) {
    return Response.jsonText(status, body).withHeader("Content-Type", "application/scim+json");
  }

  @Override
  public void close() {
    server.close();
  }
}

package org.guestbridge.keycloak.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Keycloak's admin REST interface, as the bootstrap administrator. Paths begin at {@code /admin}.
 */
public final class AdminClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(40);

  private final URI base;
  private String token = "";
  private Instant tokenEnd = Instant.EPOCH;

  AdminClient(URI base) {
    this.base = base;
  }

  /**
   * What was answered.
   *
   * @param body a missing node when it is no JSON
   */
  public record Reply(int status, JsonNode body, String text) {}

  /** A GET that must succeed. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    Reply reply = send("GET", path, null);
    if (reply.status() != 200) {
      throw new AssertionError("GET " + path + ": " + reply.status() + " " + reply.text());
    }
    return reply.body();
  }

  /** A request whatever comes of it. */
  public Reply send(String method, String path, Object body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(
                body instanceof String text ? text : JSON.writeValueAsString(body));
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .timeout(Duration.ofMinutes(3))
            .method(method, content)
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return new Reply(response.statusCode(), tree(response.body()), response.body());
  }

  /** A request that must succeed. */
  public Reply done(String method, String path, Object body)
      throws IOException, InterruptedException {
    Reply reply = send(method, path, body);
    if (reply.status() / 100 != 2) {
      throw new AssertionError(method + " " + path + ": " + reply.status() + " " + reply.text());
    }
    return reply;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException noJson) {
      return JSON.missingNode();
    }
  }

  private synchronized String token() throws IOException, InterruptedException {
    if (Instant.now().isAfter(tokenEnd)) {
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("/realms/master/protocol/openid-connect/token"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .timeout(Duration.ofMinutes(3))
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "grant_type=password&client_id=admin-cli&username="
                          + KeycloakServer.ADMIN
                          + "&password="
                          + URLEncoder.encode(KeycloakServer.PASSWORD, StandardCharsets.UTF_8)))
              .build();
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError("no admin token: " + response.statusCode());
      }
      token = JSON.readTree(response.body()).required("access_token").textValue();
      tokenEnd = Instant.now().plus(TOKEN_LIFE);
    }
    return token;
  }
}

package org.guestbridge.simulators.atlassian.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that sends what it is told, right or wrong. */
final class ScimClient {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtlassianScim scim;

  /** The media type of the next requests. */
  String mediaType = "application/scim+json";

  ScimClient(AtlassianScim scim) {
    this.scim = scim;
  }

  /** An answer, read as JSON where it is. */
  record Answer(int status, JsonNode body, HttpResponse<String> http) {
    String id() {
      return body.path("id").asText();
    }

    String error() {
      return status + " " + body.path("scimType").asText("");
    }
  }

  Answer send(String method, String path, String body) throws Exception {
    return send(method, path, body, "Bearer " + scim.keys().current());
  }

  Answer send(String method, String path, String body, String authorization) throws Exception {
    String url = path.startsWith("http") ? path : scim.base() + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", mediaType)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    String text = answer.body().startsWith("{") ? answer.body() : "{}";
    return new Answer(answer.statusCode(), JSON.readTree(text), answer);
  }

  Answer get(String path) throws Exception {
    return send("GET", path, "");
  }

  Answer filter(String resources, String filter) throws Exception {
    return get(resources + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
  }

  Answer create(String user) throws Exception {
    return send("POST", "/Users", user);
  }

  Answer createGroup(String name, String... members) throws Exception {
    return send("POST", "/Groups", group(name, members));
  }

  Answer patchUser(String id, String operations) throws Exception {
    return send("PATCH", "/Users/" + id, patch(operations));
  }

  Answer patchGroup(String id, String operations) throws Exception {
    return send("PATCH", "/Groups/" + id, patch(operations));
  }

  static String patch(String operations) {
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
        + operations.replace('\'', '"')
        + "]}";
  }

  /** A user whose address is also its user name. */
  static String user(String email, String externalId) {
    return ("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'"
            + email
            + "','externalId':'"
            + externalId
            + "','active':true,'displayName':'Jane Doe',"
            + "'name':{'givenName':'Jane','familyName':'Doe'},"
            + "'emails':[{'value':'"
            + email
            + "','type':'work','primary':true}]}")
        .replace('\'', '"');
  }

  static String group(String name, String... members) {
    StringBuilder list = new StringBuilder();
    for (String member : members) {
      list.append(list.isEmpty() ? "" : ",")
          .append("{\"type\":\"User\",\"value\":\"")
          .append(member)
          .append("\"}");
    }
    return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\""
        + name
        + "\",\"members\":["
        + list
        + "]}";
  }
}

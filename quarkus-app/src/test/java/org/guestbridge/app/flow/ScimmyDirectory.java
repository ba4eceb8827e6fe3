package org.guestbridge.app.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A directory of SCIMMY, a SCIM server that others wrote, in a process of its own. It is read and
 * changed over its own HTTP interface only, as by somebody who is not the broker.
 */
final class ScimmyDirectory implements AutoCloseable {

  static final String KEY = "key-of-the-interop-tests-only";

  private static final Path PEERS = Path.of("src", "test", "interop");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";
  private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
  private static final int PAGE = 75;
  private static final int STOP_SECONDS = 10;

  private final Process process;
  private final URI origin;

  private ScimmyDirectory(Process process, int port) {
    this.process = process;
    this.origin = URI.create("http://127.0.0.1:" + port);
  }

  /** Starts an empty directory; {@code npm ci} has to have installed the peers. */
  static ScimmyDirectory start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("node", "scim-directory.mjs")
            .directory(PEERS.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DIRECTORY_KEY", KEY);
    Process process = builder.start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String port = out.readLine();
    if (port == null) {
      throw new IOException("the directory did not start");
    }
    return new ScimmyDirectory(process, Integer.parseInt(port));
  }

  URI base() {
    return origin.resolve("/scim");
  }

  /**
   * An account as the directory has it; what is absent is an empty text.
   *
   * @param mails the addresses of all its mails
   * @param groups the names of the groups that have it as a member
   */
  record Account(
      String userName,
      String externalId,
      List<String> mails,
      String givenName,
      String familyName,
      String displayName,
      boolean active,
      Set<String> groups) {}

  /** Every account by user name. */
  Map<String, Account> accounts() throws IOException, InterruptedException {
    Map<String, Set<String>> groupsOf = new HashMap<>();
    for (JsonNode group : all("Groups")) {
      for (JsonNode member : group.path("members")) {
        groupsOf
            .computeIfAbsent(member.path("value").asText(), id -> new TreeSet<>())
            .add(group.path("displayName").asText());
      }
    }
    Map<String, Account> accounts = new TreeMap<>();
    for (JsonNode user : all("Users")) {
      List<String> mails = new ArrayList<>();
      user.path("emails").forEach(mail -> mails.add(mail.path("value").asText()));
      String userName = user.path("userName").asText();
      accounts.put(
          userName,
          new Account(
              userName,
              user.path("externalId").asText(),
              mails,
              user.path("name").path("givenName").asText(),
              user.path("name").path("familyName").asText(),
              user.path("displayName").asText(),
              user.path("active").asBoolean(),
              groupsOf.getOrDefault(user.path("id").asText(), Set.of())));
    }
    return accounts;
  }

  /** The names of the groups. */
  Set<String> groups() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    all("Groups").forEach(group -> names.add(group.path("displayName").asText()));
    return names;
  }

  /** The path of the account, under which it is changed. */
  String user(String userName) throws IOException, InterruptedException {
    return path("Users", "userName", userName);
  }

  /** The path of the group, under which it is changed. */
  String group(String displayName) throws IOException, InterruptedException {
    return path("Groups", "displayName", displayName);
  }

  private String path(String resources, String attribute, String value)
      throws IOException, InterruptedException {
    for (JsonNode each : all(resources)) {
      if (each.path(attribute).asText().equals(value)) {
        return "/" + resources + "/" + each.path("id").asText();
      }
    }
    throw new AssertionError("nothing there has this " + attribute);
  }

  /** Makes an account by hand; returns its path. */
  String makeUser(String userName) throws IOException, InterruptedException {
    Map<String, Object> mail = Map.of("value", userName, "type", "work", "primary", true);
    return make("User", Map.of("userName", userName, "active", true, "emails", List.of(mail)));
  }

  /** Makes a group by hand; returns its path. */
  String makeGroup(String displayName) throws IOException, InterruptedException {
    return make("Group", Map.of("displayName", displayName));
  }

  private String make(String type, Map<String, Object> attributes)
      throws IOException, InterruptedException {
    Map<String, Object> body = new HashMap<>(attributes);
    body.put("schemas", List.of(CORE + type));
    JsonNode made = JSON.readTree(send("POST", "/" + type + "s", JSON.writeValueAsString(body)));
    return "/" + type + "s/" + made.path("id").asText();
  }

  /** Replaces an attribute by hand. */
  void replace(String path, String attribute, Object value)
      throws IOException, InterruptedException {
    change(path, Map.of("op", "replace", "path", attribute, "value", value));
  }

  /** Lets the account join the group by hand. */
  void join(String user, String group) throws IOException, InterruptedException {
    List<Map<String, String>> members = List.of(Map.of("value", id(user)));
    change(group, Map.of("op", "add", "path", "members", "value", members));
  }

  /** Lets the account leave the group by hand. */
  void leave(String user, String group) throws IOException, InterruptedException {
    change(group, Map.of("op", "remove", "path", "members[value eq \"" + id(user) + "\"]"));
  }

  void delete(String path) throws IOException, InterruptedException {
    send("DELETE", path, "");
  }

  /** The directory's id of what has this path. */
  static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** How often it answered so, such as {@code PATCH Groups 204}. */
  int answered(String answer) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(origin.resolve("/answers")).build();
    return JSON.readTree(text(request)).path(answer).asInt();
  }

  private void change(String path, Map<String, Object> operation)
      throws IOException, InterruptedException {
    Map<String, Object> body = Map.of("schemas", List.of(PATCH), "Operations", List.of(operation));
    send("PATCH", path, JSON.writeValueAsString(body));
  }

  private List<JsonNode> all(String resources) throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    long total;
    do {
      String page = "/" + resources + "?startIndex=" + (all.size() + 1) + "&count=" + PAGE;
      JsonNode answer = JSON.readTree(send("GET", page, ""));
      answer.path("Resources").forEach(all::add);
      total = answer.path("totalResults").asLong();
    } while (all.size() < total);
    return all;
  }

  private String send(String method, String path, String body)
      throws IOException, InterruptedException {
    return text(
        HttpRequest.newBuilder(URI.create(base() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/scim+json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static String text(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() < 200 || answer.statusCode() > 299) {
      throw new AssertionError("status " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}

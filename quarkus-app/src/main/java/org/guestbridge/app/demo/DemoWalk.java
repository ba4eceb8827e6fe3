package org.guestbridge.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Logs people in, one after another, and reads what each party recorded: Entra its token, the
 * broker its audit log, Atlassian its account.
 */
final class DemoWalk {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI entra;
  private final URI atlassian;
  private final URI auditLog;
  private final String authorization;
  private long auditedSoFar;

  /**
   * A walk between running parties.
   *
   * @param entra the simulated tenant
   * @param atlassian the simulated organization
   * @param management the broker's management interface
   * @param authorization the value of its Authorization header
   */
  DemoWalk(URI entra, URI atlassian, URI management, String authorization) {
    this.entra = entra;
    this.atlassian = atlassian;
    this.auditLog = management.resolve("/admin/v1/audit");
    this.authorization = authorization;
  }

  /**
   * What one login came to.
   *
   * @param who the person's key and, when they come again, that they do
   * @param entraSaid the claims that tell a guest from an employee
   * @param rule the rule that decided, or a dash
   * @param atlassianSaw the NameID that was accepted, or a dash
   * @param outcome the stable code, or {@code released}
   */
  record Row(String who, String entraSaid, String rule, String atlassianSaw, String outcome) {}

  Row logIn(String person, String who) throws IOException, InterruptedException {
    long loginsBefore = state().path("succeeded").asLong();
    new ScriptedBrowser(http, person).walk(atlassian.resolve("/login/start"));
    JsonNode after = state();
    boolean accepted = after.path("succeeded").asLong() > loginsBefore;
    JsonNode decided = lastDecision();
    JsonNode details = decided.path("details");
    return new Row(
        who,
        entraSaid(person),
        details.path("rule").asText("-"),
        accepted ? lastLogin(after).path("nameId").asText("-") : "-",
        details.path("code").asText(decided.path("type").asText("-")));
  }

  private String entraSaid(String person) throws IOException, InterruptedException {
    JsonNode claims =
        json(entra.resolve("/simulator/state.json"), "").path("lastClaims").path(person);
    List<String> said = new ArrayList<>();
    for (String name : List.of("idp", "acct", "email")) {
      if (claims.has(name)) {
        said.add(name + "=" + claims.path(name).asText());
      }
    }
    return said.isEmpty() ? "-" : String.join(" ", said);
  }

  private static JsonNode lastLogin(JsonNode state) {
    JsonNode newest = JSON.missingNode();
    for (JsonNode login : state.path("logins")) {
      if (login.path("number").asLong() >= newest.path("number").asLong(0)) {
        newest = login;
      }
    }
    return newest;
  }

  private JsonNode state() throws IOException, InterruptedException {
    return json(atlassian.resolve("/admin/state.json"), "");
  }

  private JsonNode lastDecision() throws IOException, InterruptedException {
    JsonNode decision = JSON.missingNode();
    JsonNode page = json(URI.create(auditLog + "?after=" + auditedSoFar), authorization);
    for (JsonNode record : page.path("records")) {
      auditedSoFar = record.path("sequence").asLong();
      if (List.of("released", "refused").contains(record.path("type").asText())) {
        decision = record;
      }
    }
    return decision;
  }

  private JsonNode json(URI uri, String credential) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
    if (!credential.isEmpty()) {
      request.header("Authorization", credential);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(uri.getPath() + " answered " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }
}

package org.guestbridge.simulators.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.guestbridge.simulators.http.Form;

/** A browser that follows nothing by itself. */
final class Browser {
  private final HttpClient http = HttpClient.newHttpClient();
  private final SimulatedAtlassian atlassian;

  Browser(SimulatedAtlassian atlassian) {
    this.atlassian = atlassian;
  }

  HttpResponse<String> get(String pathOrUrl) throws Exception {
    String url = pathOrUrl.startsWith("/") ? atlassian.base() + pathOrUrl : pathOrUrl;
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String url, Map<String, String> parameters) throws Exception {
    return postText(url, Form.encode(parameters));
  }

  HttpResponse<String> postText(String url, String form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Posts a response to the assertion consumer; an empty RelayState is left out. */
  HttpResponse<String> logIn(String xml, String relayState) throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("SAMLResponse", TestIdentityProvider.encoded(xml));
    if (!relayState.isEmpty()) {
      form.put("RelayState", relayState);
    }
    return post(atlassian.assertionConsumerService().toString(), form);
  }

  JsonNode state() throws Exception {
    return new ObjectMapper().readTree(get("/admin/state.json").body());
  }

  static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElseThrow();
  }

  static Form query(String url) {
    return Form.parse(URI.create(url).getRawQuery());
  }

  /** The authentication request in a redirect to the identity provider. */
  static String request(String location) throws Exception {
    byte[] deflated =
        Base64.getDecoder().decode(query(location).value("SAMLRequest").orElseThrow());
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static String requestId(String location) throws Exception {
    return request(location).replaceAll("(?s).* ID=\"([^\"]+)\".*", "$1");
  }
}

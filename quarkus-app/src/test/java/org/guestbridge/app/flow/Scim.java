package org.guestbridge.app.flow;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A SCIM client of the site's realm that sends what it is told to, and the realm's channel. */
final class Scim {

  static final String TOKEN = "scim-token-in-use-c4n4ry-0123456789abcdef";
  static final String NEXT_TOKEN = "scim-token-to-come-c4n4ry-0123456789abcdef";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI base;
  private final String authorization;

  Scim(Site site, String token) {
    this(base(site, Site.REALM.value()), "Bearer " + token);
  }

  Scim(URI base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  static URI base(Site site, String realm) {
    return site.sso().resolve("/scim/" + realm + "/v2");
  }

  /** Adds a channel for guests to a realm file, whose tokens stand beside it. */
  static UnaryOperator<String> channel(Site site) throws IOException {
    site.write("scim-token", TOKEN);
    site.write("scim-token-next", NEXT_TOKEN);
    return text ->
        text
            +
"""

provisioning:
  channels:
    entra-guests:
      type: scim
      upstream: entra
      population: guests
      tokens: ["${file:scim-token}", "${file:scim-token-next}"]
""";
  }

  /** Lets the realm fill a directory, whose key stands beside the realm file. */
  static UnaryOperator<String> directory(Site site, String url, String key) throws IOException {
    site.write("directory-key", key);
    String directory =
"""
    directory: { url: "%s", key: "${file:directory-key}", requestsPerSecond: 1000 }
"""
            .formatted(url);
    return text ->
        text.replace("    type: atlassian-saml\n", "    type: atlassian-saml\n" + directory);
  }

  HttpResponse<String> find(String resource, String filter)
      throws IOException, InterruptedException {
    return send(
        "GET", "/" + resource + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8), "");
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/scim+json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}

package org.guestbridge.app.flow;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.guestbridge.app.admin.AdminToken;

/** The administrator, at the broker's management interface. */
final class Admin {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Site site;

  Admin(Site site) {
    this.site = site;
  }

  /** Orders a change of one binding; the status of the answer. */
  int order(String bindingId, String action) throws IOException, InterruptedException {
    return ask("/admin/v1/aliases/" + bindingId + "/" + action, "").statusCode();
  }

  /** Posts {@code body}. */
  HttpResponse<String> ask(String path, String body) throws IOException, InterruptedException {
    return send(path, "POST", HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> read(String path) throws IOException, InterruptedException {
    return send(path, "GET", HttpRequest.BodyPublishers.noBody());
  }

  private HttpResponse<String> send(String path, String method, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(site.management().resolve(path))
            .header("Authorization", AdminToken.read(site.directory()).authorization())
            .method(method, body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

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
    return send("POST", path, body, "Authorization", authorization());
  }

  HttpResponse<String> read(String path) throws IOException, InterruptedException {
    return send("GET", path, "", "Authorization", authorization());
  }

  /** Sends a request with these headers and, without {@link #authorization}, no token. */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(site.management().resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The header's value that shows the token. */
  String authorization() throws IOException {
    return AdminToken.read(site.directory()).authorization();
  }
}

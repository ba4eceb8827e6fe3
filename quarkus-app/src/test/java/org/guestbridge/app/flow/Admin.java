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
    return send("/admin/v1/aliases/" + bindingId + "/" + action, "POST").statusCode();
  }

  HttpResponse<String> read(String path) throws IOException, InterruptedException {
    return send(path, "GET");
  }

  private HttpResponse<String> send(String path, String method)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(site.management().resolve(path))
            .header("Authorization", AdminToken.read(site.directory()).authorization())
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

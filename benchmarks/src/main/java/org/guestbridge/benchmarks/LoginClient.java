package org.guestbridge.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One whole login as a browser does it: service provider, broker, tenant, broker, service provider.
 * The broker sees two requests. Connections are kept; cookies are not, each login is a new browser.
 */
final class LoginClient {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern NAME_ID = Pattern.compile("<(?:[a-z0-9]+:)?NameID[^>]*>([^<]+)</");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI start;
  private final URI product;

  /**
   * A client of an organization.
   *
   * @param start where a login begins
   * @param product where a successful one ends
   */
  LoginClient(URI start, URI product) {
    this.start = start;
    this.product = product;
  }

  /**
   * Signs one person in.
   *
   * @return the NameID of the assertion that the organization accepted
   * @throws IOException when any party does anything but the next step of a login
   */
  String signIn(String person) throws IOException, InterruptedException {
    URI broker = redirect(get(start));
    HttpResponse<String> begun = get(broker);
    URI tenant = URI.create(redirect(begun) + "&sim_person=" + person);
    PostedForm callback = PostedForm.read(page(get(tenant)), "code");
    HttpResponse<String> finished = post(callback, cookie(begun));
    PostedForm assertion = PostedForm.read(page(finished), "SAMLResponse");
    URI end = redirect(post(assertion, Optional.empty()));
    if (end.getPort() != product.getPort()) {
      throw new IOException("the assertion was not accepted: " + end.getQuery());
    }
    return nameId(String.valueOf(assertion.fields().get("SAMLResponse")));
  }

  private static String nameId(String encoded) throws IOException {
    byte[] xml = Base64.getMimeDecoder().decode(encoded);
    Matcher found = NAME_ID.matcher(new String(xml, StandardCharsets.UTF_8));
    if (!found.find()) {
      throw new IOException("an assertion without a NameID");
    }
    return found.group(1);
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  private HttpResponse<String> post(PostedForm form, Optional<String> cookie)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(form.action())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.encoded()));
    cookie.ifPresent(value -> request.header("Cookie", value));
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static Optional<String> cookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").map(header -> header.split(";", 2)[0]);
  }

  private static URI redirect(HttpResponse<String> response) throws IOException {
    Optional<String> location = response.headers().firstValue("Location");
    if (response.statusCode() / 100 != 3 || location.isEmpty()) {
      throw new IOException(response.uri().getPath() + " answered " + response.statusCode());
    }
    return response.uri().resolve(location.get());
  }

  private static String page(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(response.uri().getPath() + " answered " + response.statusCode());
    }
    return response.body();
  }
}

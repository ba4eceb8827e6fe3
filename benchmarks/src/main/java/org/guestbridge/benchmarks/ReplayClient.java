package org.guestbridge.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Begins one login and posts its response many times at once, through the balancer. Every copy has
 * a code of its own, so that the tenant refuses none of them and only the broker can.
 */
final class ReplayClient {

  /** What a copy is answered that was accepted. */
  static final String RELEASED = "released";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern CODE = Pattern.compile("<code id=\"code\">([a-z_]+)</code>");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI start;

  /**
   * A client of an organization.
   *
   * @param start where a login begins
   */
  ReplayClient(URI start) {
    this.start = start;
  }

  /** The answers to {@code copies} copies: {@link #RELEASED}, a code, or the balancer's word. */
  List<String> replay(String person, int copies) throws IOException, InterruptedException {
    URI broker = redirect(send(get(start)));
    HttpResponse<String> begun = send(get(broker));
    URI tenant = URI.create(redirect(begun) + "&sim_person=" + person);
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    List<PostedForm> forms = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      forms.add(PostedForm.read(send(get(tenant)).body(), "code"));
    }
    List<CompletableFuture<String>> posts = forms.stream().map(form -> post(form, cookie)).toList();
    return posts.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<String> post(PostedForm form, String cookie) {
    HttpRequest request =
        HttpRequest.newBuilder(form.action())
            .timeout(LIMIT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookie)
            .POST(HttpRequest.BodyPublishers.ofString(form.encoded()))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
        .thenApply(ReplayClient::outcome)
        .exceptionally(failure -> "no answer of the balancer");
  }

  private static String outcome(HttpResponse<String> answer) {
    if (answer.body().contains("name=\"SAMLResponse\"")) {
      return RELEASED;
    }
    Matcher code = CODE.matcher(answer.body());
    return code.find()
        ? code.group(1)
        : answer.headers().firstValue(Balancer.FATE).orElse("status " + answer.statusCode());
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(LIMIT).GET().build();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static URI redirect(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 3) {
      throw new IOException(
          response.uri().getPath()
              + " answered "
              + response.statusCode()
              + response.headers().firstValue(Balancer.FATE).map(fate -> ", " + fate).orElse(""));
    }
    return response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
  }
}

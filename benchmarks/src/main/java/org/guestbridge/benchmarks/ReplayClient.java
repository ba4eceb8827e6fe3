package org.guestbridge.benchmarks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Begins one login and posts its response many times at once, each copy to the next node. A node
 * that does not listen is passed over, as a round-robin balancer does. Every copy has a code of its
 * own, so that the tenant refuses none of them and only the broker can.
 */
final class ReplayClient {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern CODE = Pattern.compile("<code id=\"code\">([a-z_]+)</code>");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final AtomicInteger turn = new AtomicInteger();
  private final List<ClusterNode> nodes;
  private final URI start;

  ReplayClient(List<ClusterNode> nodes, URI start) {
    this.nodes = nodes;
    this.start = start;
  }

  /** The broker's answers to {@code copies} copies: {@code released}, a code, or no answer. */
  List<String> replay(String person, int copies) throws IOException, InterruptedException {
    URI broker = redirect(send(get(start)));
    HttpResponse<String> begun = balanced(broker);
    URI tenant = URI.create(redirect(begun) + "&sim_person=" + person);
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    List<PostedForm> forms = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      forms.add(PostedForm.read(send(get(tenant)).body(), "code"));
    }
    List<CompletableFuture<String>> posts =
        forms.stream().map(form -> post(form, cookie, nodes.size())).toList();
    return posts.stream().map(CompletableFuture::join).toList();
  }

  private HttpResponse<String> balanced(URI uri) throws IOException, InterruptedException {
    for (int attempt = 1; attempt < 2 * nodes.size(); attempt++) {
      try {
        return send(get(next().at(uri)));
      } catch (IOException dead) {
        // A request that changes nothing goes to the next node.
      }
    }
    return send(get(next().at(uri)));
  }

  private CompletableFuture<String> post(PostedForm form, String cookie, int attempts) {
    HttpRequest request =
        HttpRequest.newBuilder(next().at(form.action()))
            .timeout(LIMIT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookie)
            .POST(HttpRequest.BodyPublishers.ofString(form.encoded()))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
        .thenApply(ReplayClient::outcome)
        .exceptionallyCompose(
            failure ->
                isNotSent(failure) && attempts > 1
                    ? post(form, cookie, attempts - 1)
                    : CompletableFuture.completedFuture("no answer"));
  }

  private static boolean isNotSent(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof ConnectException;
  }

  private static String outcome(HttpResponse<String> answer) {
    if (answer.body().contains("name=\"SAMLResponse\"")) {
      return "released";
    }
    Matcher code = CODE.matcher(answer.body());
    return code.find() ? code.group(1) : "status " + answer.statusCode();
  }

  private ClusterNode next() {
    return nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(LIMIT).GET().build();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static URI redirect(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 3) {
      throw new IOException(response.uri().getPath() + " answered " + response.statusCode());
    }
    return response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
  }
}

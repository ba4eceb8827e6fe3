package org.guestbridge.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser without a screen: keeps cookies, follows redirects, submits the self-posting forms of
 * the protocols, and tells a simulated Entra who is signing in. One person, one thread.
 */
public final class ScriptedBrowser {

  private static final int MAX_STEPS = 20;
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

  private final HttpClient http;
  private final String person;
  private final Map<String, Map<String, String>> cookies = new HashMap<>();

  /**
   * A browser in which {@code person} sits.
   *
   * @param http does not follow redirects by itself
   * @param person the key under which the simulated tenant knows the person
   */
  public ScriptedBrowser(HttpClient http, String person) {
    this.http = http;
    this.person = person;
  }

  /** The page at which the browser came to rest. */
  public record Page(URI uri, int status, String body) {}

  /**
   * Goes to {@code start} and on, until a page waits for a person.
   *
   * @throws IOException when a server does not answer, or it never comes to rest
   */
  public Page walk(URI start) throws IOException, InterruptedException {
    HttpRequest request = get(start);
    for (int step = 0; step < MAX_STEPS; step++) {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      keepCookies(response);
      Optional<HttpRequest> next = next(response);
      if (next.isEmpty()) {
        return new Page(response.uri(), response.statusCode(), response.body());
      }
      request = next.get();
    }
    throw new IOException("no page came to rest after " + MAX_STEPS + " steps");
  }

  private Optional<HttpRequest> next(HttpResponse<String> response) {
    Optional<String> location = response.headers().firstValue("Location");
    if (response.statusCode() / 100 == 3 && location.isPresent()) {
      return Optional.of(get(response.uri().resolve(location.get())));
    }
    Matcher form = FORM.matcher(response.body());
    if (response.statusCode() == 200 && form.find()) {
      Map<String, String> fields = hiddenFields(form.group(2));
      if (fields.containsKey("SAMLResponse") || fields.containsKey("state")) {
        URI action = response.uri().resolve(unescape(form.group(1)));
        return Optional.of(post(action, fields));
      }
    }
    return Optional.empty();
  }

  private HttpRequest get(URI uri) {
    return to(choosePerson(uri)).GET().build();
  }

  private HttpRequest post(URI uri, Map<String, String> fields) {
    StringJoiner body = new StringJoiner("&");
    fields.forEach(
        (name, value) ->
            body.add(
                URLEncoder.encode(name, StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return to(uri)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }

  private HttpRequest.Builder to(URI uri) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    Map<String, String> jar = cookies.getOrDefault(uri.getHost(), Map.of());
    if (!jar.isEmpty()) {
      StringJoiner header = new StringJoiner("; ");
      jar.forEach((name, value) -> header.add(name + "=" + value));
      builder.header("Cookie", header.toString());
    }
    return builder;
  }

  private URI choosePerson(URI uri) {
    return uri.getPath().endsWith("/oauth2/v2.0/authorize")
        ? URI.create(uri + "&sim_person=" + URLEncoder.encode(person, StandardCharsets.UTF_8))
        : uri;
  }

  private void keepCookies(HttpResponse<String> response) {
    Map<String, String> jar =
        cookies.computeIfAbsent(response.uri().getHost(), host -> new LinkedHashMap<>());
    for (String header : response.headers().allValues("Set-Cookie")) {
      String pair = header.split(";", 2)[0];
      int equals = pair.indexOf('=');
      if (header.contains("Max-Age=0")) {
        jar.remove(pair.substring(0, equals));
      } else {
        jar.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
  }

  private static Map<String, String> hiddenFields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher input = HIDDEN.matcher(form);
    while (input.find()) {
      fields.put(unescape(input.group(1)), unescape(input.group(2)));
    }
    return fields;
  }

  private static String unescape(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}

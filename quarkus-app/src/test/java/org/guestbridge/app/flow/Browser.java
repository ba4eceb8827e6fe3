package org.guestbridge.app.flow;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.simulators.entra.Person;

/**
 * A browser that goes step by step, so that a test can come between any two. It keeps the broker's
 * cookies, and follows no redirect and submits no form unless it is told to.
 */
final class Browser {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
  private static final Pattern CODE = Pattern.compile("<code id=\"code\">([a-z_]+)</code>");

  private final Site site;
  private final Map<String, String> cookies = new ConcurrentHashMap<>();
  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  Browser(Site site) {
    this.site = site;
  }

  /** What a server answered. */
  record Answer(URI uri, int status, HttpHeaders headers, String body) {

    URI location() {
      return uri.resolve(headers.firstValue("Location").orElseThrow());
    }

    /** {@code released}, or the code on the page. */
    String outcome() {
      if (body.contains("name=\"SAMLResponse\"")) {
        return "released";
      }
      Matcher code = CODE.matcher(body);
      return code.find() ? code.group(1) : "no code, status " + status;
    }

    /** Where its form goes, with its hidden fields. */
    Post form() {
      Matcher form = FORM.matcher(body);
      if (!form.find()) {
        throw new AssertionError("no form at " + uri.getPath() + ", status " + status);
      }
      Map<String, String> fields = new LinkedHashMap<>();
      Matcher input = HIDDEN.matcher(body);
      while (input.find()) {
        fields.put(unescape(input.group(1)), unescape(input.group(2)));
      }
      return new Post(uri.resolve(unescape(form.group(1))), fields);
    }

    SamlAnswer saml() {
      return SamlAnswer.of(form().fields().get("SAMLResponse"));
    }
  }

  /** A form on its way. */
  record Post(URI uri, Map<String, String> fields) {

    Post with(String name, String value) {
      Map<String, String> changed = new LinkedHashMap<>(fields);
      changed.put(name, value);
      return new Post(uri, changed);
    }

    Post without(String name) {
      Map<String, String> changed = new LinkedHashMap<>(fields);
      changed.remove(name);
      return new Post(uri, changed);
    }
  }

  /** The broker's cookies in this browser, by name, oldest first. */
  Map<String, String> cookies() {
    return new TreeMap<>(cookies);
  }

  /** Cookie values, codes and messages that passed through this browser. */
  Set<String> secrets() {
    return secrets;
  }

  /** Replaces what this browser keeps. */
  void cookies(Map<String, String> values) {
    cookies.clear();
    cookies.putAll(values);
  }

  /** From the application's log-in button to the broker's answer to its request. */
  Answer begin() throws IOException, InterruptedException {
    return begin("");
  }

  Answer begin(String query) throws IOException, InterruptedException {
    return get(get(site.atlassian().base().resolve("/login/start" + query)).location());
  }

  /** Lets {@code person} sign in where the broker sent the browser; Entra's answer by POST. */
  Post signIn(Answer begun, String person) throws IOException, InterruptedException {
    return signInAnswer(begun, person).form();
  }

  Answer signInAnswer(Answer begun, String person) throws IOException, InterruptedException {
    return get(URI.create(begun.location() + "&sim_person=" + encode(person)));
  }

  /** The whole way to the broker's last answer. */
  Answer reachAnswer(String person) throws IOException, InterruptedException {
    Answer begun = begin();
    return begun.status() == 303 ? submit(signIn(begun, person)) : begun;
  }

  Answer logIn(Person person) throws IOException, InterruptedException {
    return logIn(person.key());
  }

  /** As {@link #reachAnswer}, and a response is posted to the application, which must accept it. */
  Answer logIn(String person) throws IOException, InterruptedException {
    Answer answer = reachAnswer(person);
    if (answer.outcome().equals("released")) {
      deliver(answer);
    }
    return answer;
  }

  /** Posts a response to the application, which must accept it. */
  void deliver(Answer answer) throws IOException, InterruptedException {
    URI product = submit(answer.form()).location();
    if (!product.toString().startsWith(site.atlassian().product().toString())) {
      throw new AssertionError(site.atlassian().organization().lastLogin().failure().toString());
    }
  }

  Answer get(URI uri) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  Answer submit(Post form) throws IOException, InterruptedException {
    List.of("code", "SAMLResponse").stream()
        .map(form.fields()::get)
        .filter(Objects::nonNull)
        .forEach(secrets::add);
    StringJoiner body = new StringJoiner("&");
    form.fields().forEach((name, value) -> body.add(encode(name) + "=" + encode(value)));
    return send(
        HttpRequest.newBuilder(form.uri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    request.timeout(Duration.ofSeconds(20));
    boolean ours = request.build().uri().getHost().equals("localhost");
    if (ours && !cookies.isEmpty()) {
      StringJoiner header = new StringJoiner("; ");
      cookies().forEach((name, value) -> header.add(name + "=" + value));
      request.header("Cookie", header.toString());
    }
    HttpResponse<String> response =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (ours) {
      response.headers().allValues("Set-Cookie").forEach(this::keep);
    }
    return new Answer(response.uri(), response.statusCode(), response.headers(), response.body());
  }

  private void keep(String header) {
    String pair = header.substring(0, header.indexOf(';'));
    int equals = pair.indexOf('=');
    if (header.contains("Max-Age=0;")) {
      cookies.remove(pair.substring(0, equals));
    } else {
      cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
      secrets.add(pair.substring(equals + 1));
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String unescape(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}

package org.guestbridge.keycloak.harness;

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
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.guestbridge.simulators.entra.Person;

/**
 * A browser that goes step by step, so that a test can come between any two. It keeps Keycloak's
 * cookies, and follows no redirect and submits no form unless it is told to.
 */
public final class Browser {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*action=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern INPUT =
      Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile("name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern VALUE =
      Pattern.compile("value=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern CODE = Pattern.compile("id=\"guestbridge-code\"[^>]*>([a-z_]+)<");
  private static final Pattern PATH =
      Pattern.compile(";\\s*path=([^;]+)", Pattern.CASE_INSENSITIVE);
  private static final int MOST_REDIRECTS = 12;

  private final KeycloakSite site;
  private final UnaryOperator<URI> balancer;
  private final Set<Cookie> cookies = ConcurrentHashMap.newKeySet();

  public Browser(KeycloakSite site) {
    this(site, site.server()::at);
  }

  /** This browser, with its cookies, when the site is at another server. */
  public Browser at(KeycloakSite other) {
    Browser browser = new Browser(other);
    browser.cookies.addAll(cookies);
    return browser;
  }

  /**
   * As above, in front of several nodes.
   *
   * @param balancer to which node a request for the site goes
   */
  public Browser(KeycloakSite site, UnaryOperator<URI> balancer) {
    this.site = site;
    this.balancer = balancer;
  }

  private record Cookie(String name, String path, String value) {

    boolean isSentTo(URI uri) {
      return uri.getPath().startsWith(path);
    }

    boolean hasPlaceOf(Cookie other) {
      return name.equals(other.name) && path.equals(other.path);
    }
  }

  /** What a server answered. */
  public record Answer(URI uri, int status, HttpHeaders headers, String body) {

    public boolean isRedirect() {
      return status == 302 || status == 303 || status == 307;
    }

    public URI location() {
      return uri.resolve(headers.firstValue("Location").orElseThrow());
    }

    /** {@code released}, or the code on the page. */
    public String outcome() {
      if (body.contains("SAMLResponse")) {
        return "released";
      }
      Matcher code = CODE.matcher(body);
      return code.find() ? code.group(1) : "no code, status " + status + " at " + uri.getPath();
    }

    /** Where its form goes, with its hidden fields. */
    public Post form() {
      Matcher form = FORM.matcher(body);
      if (!form.find()) {
        throw new AssertionError("no form at " + uri.getPath() + ", status " + status);
      }
      Map<String, String> fields = new LinkedHashMap<>();
      Matcher input = INPUT.matcher(body);
      while (input.find()) {
        Matcher name = NAME.matcher(input.group());
        Matcher value = VALUE.matcher(input.group());
        if (name.find()) {
          fields.put(unescape(name.group(1)), value.find() ? unescape(value.group(1)) : "");
        }
      }
      return new Post(uri.resolve(unescape(form.group(1))), fields);
    }
  }

  /** A form on its way. */
  public record Post(URI uri, Map<String, String> fields) {

    public Post with(String name, String value) {
      Map<String, String> changed = new LinkedHashMap<>(fields);
      changed.put(name, value);
      return new Post(uri, changed);
    }
  }

  /** Keycloak's cookies in this browser, by name. */
  public Map<String, String> cookies() {
    Map<String, String> named = new TreeMap<>();
    cookies.forEach(cookie -> named.put(cookie.name(), cookie.value()));
    return named;
  }

  /** Forgets every cookie. */
  public void forget() {
    cookies.clear();
  }

  /** From the application's log-in button to where Keycloak sends the browser, or its page. */
  public Answer begin() throws IOException, InterruptedException {
    Answer start = get(site.atlassian().base().resolve("/login/start"));
    return followToProvider(get(start.location()));
  }

  /** Follows Keycloak's own redirects until it sends the browser elsewhere or shows a page. */
  public Answer followToProvider(Answer answer) throws IOException, InterruptedException {
    Answer last = answer;
    for (int i = 0; i < MOST_REDIRECTS && last.isRedirect() && isOurs(last.location()); i++) {
      last = get(last.location());
    }
    return last;
  }

  /** Lets {@code person} sign in where Keycloak sent the browser; Entra's answer. */
  public Answer signIn(Answer begun, String person) throws IOException, InterruptedException {
    return get(URI.create(begun.location() + "&sim_person=" + encode(person)));
  }

  /** Brings Entra's answer, a redirect or a form, to Keycloak and goes on to its last answer. */
  public Answer bring(Answer answer) throws IOException, InterruptedException {
    Answer brought = answer.isRedirect() ? get(answer.location()) : submit(answer.form());
    return followToProvider(brought);
  }

  /** The whole way to Keycloak's last answer. */
  public Answer reachAnswer(String person) throws IOException, InterruptedException {
    Answer begun = begin();
    return begun.isRedirect() ? bring(signIn(begun, person)) : begun;
  }

  public Answer reachAnswer(Person person) throws IOException, InterruptedException {
    return reachAnswer(person.key());
  }

  /** As {@link #reachAnswer}, and a response is posted to the application, which must accept it. */
  public Answer logIn(Person person) throws IOException, InterruptedException {
    Answer answer = reachAnswer(person);
    if (answer.outcome().equals("released")) {
      deliver(answer);
    }
    return answer;
  }

  /** Posts a response to the application, which must accept it. */
  public void deliver(Answer answer) throws IOException, InterruptedException {
    Answer taken = submit(answer.form());
    if (!taken.isRedirect()
        || !taken.location().toString().startsWith(site.atlassian().product().toString())) {
      throw new AssertionError(site.atlassian().organization().lastLogin().failure().toString());
    }
  }

  public Answer get(URI uri) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  public Answer submit(Post form) throws IOException, InterruptedException {
    StringJoiner body = new StringJoiner("&");
    form.fields().forEach((name, value) -> body.add(encode(name) + "=" + encode(value)));
    return send(
        HttpRequest.newBuilder(form.uri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private static boolean isOurs(URI uri) {
    return "localhost".equals(uri.getHost());
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    request.timeout(Duration.ofMinutes(3)).header("Accept", "text/html");
    URI uri = request.build().uri();
    boolean ours = isOurs(uri);
    if (ours) {
      request.uri(balancer.apply(uri));
    }
    String sent =
        cookies.stream()
            .filter(cookie -> ours && cookie.isSentTo(uri))
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    if (!sent.isEmpty()) {
      request.header("Cookie", sent);
    }
    HttpResponse<String> response =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (ours) {
      response.headers().allValues("Set-Cookie").forEach(this::keep);
    }
    return new Answer(uri, response.statusCode(), response.headers(), response.body());
  }

  private void keep(String header) {
    String pair = header.contains(";") ? header.substring(0, header.indexOf(';')) : header;
    int equals = pair.indexOf('=');
    Matcher path = PATH.matcher(header);
    Cookie cookie =
        new Cookie(
            pair.substring(0, equals),
            path.find() ? path.group(1) : "/",
            pair.substring(equals + 1));
    cookies.removeIf(cookie::hasPlaceOf);
    if (!header.contains("Max-Age=0")) {
      cookies.add(cookie);
    }
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public static String unescape(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x2b;", "+")
        .replace("&#x3d;", "=")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}

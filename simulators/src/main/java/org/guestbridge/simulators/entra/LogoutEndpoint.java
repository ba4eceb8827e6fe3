package org.guestbridge.simulators.entra;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/**
 * {@code end_session_endpoint}: signs out, loads the registered front-channel logout address with
 * {@code sid} and {@code iss} in a frame, and leads back to a registered address alone.
 */
final class LogoutEndpoint {
  private static final int MAXIMUM_SESSIONS = 10_000;

  /** A session that an ID token named. */
  private record Session(String sid, String issuer, String loginHint) {}

  private final EntraSettings settings;
  private final Deque<Session> sessions = new ArrayDeque<>();

  LogoutEndpoint(EntraSettings settings) {
    this.settings = settings;
  }

  synchronized void began(String sid, String issuer, String loginHint) {
    sessions.addLast(new Session(sid, issuer, loginHint));
    if (sessions.size() > MAXIMUM_SESSIONS) {
      sessions.removeFirst();
    }
  }

  /** {@code logout_hint} ends the sessions of one person; without it the newest one ends. */
  Response handle(Request request) {
    Form form = request.method().equals("POST") ? request.form() : request.query();
    Optional<String> back = form.value("post_logout_redirect_uri");
    if (back.isPresent()
        && !AuthorizeRequest.registered(back.get(), settings.postLogoutRedirectUris())) {
      return new EntraRefusal(AadSts.UNREGISTERED_REDIRECT_URI, back.get()).asPage();
    }
    List<String> frames = new ArrayList<>();
    for (Session session : end(form.value("logout_hint"))) {
      settings.frontChannelLogout().ifPresent(url -> frames.add(address(url, session)));
    }
    Optional<String> next = back.map(address -> withState(address, form.value("state")));
    if (next.isPresent() && frames.isEmpty()) {
      return Response.redirect(next.get());
    }
    Page page = Page.of("You signed out of your account").frames(frames);
    next.ifPresent(address -> page.link(address, "Continue"));
    return Response.html(200, page.render());
  }

  private static String withState(String address, Optional<String> state) {
    String separator = address.contains("?") ? "&" : "?";
    return state
        .map(value -> address + separator + Form.encode(Map.of("state", value)))
        .orElse(address);
  }

  private synchronized List<Session> end(Optional<String> hint) {
    List<Session> ended = new ArrayList<>();
    if (hint.isPresent()) {
      sessions.stream().filter(of -> of.loginHint().equals(hint.get())).forEach(ended::add);
    } else if (!sessions.isEmpty()) {
      ended.add(sessions.getLast());
    }
    sessions.removeAll(ended);
    return ended;
  }

  private static String address(URI url, Session session) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("sid", session.sid());
    parameters.put("iss", session.issuer());
    String base = url.toString();
    return base + (base.contains("?") ? "&" : "?") + Form.encode(parameters);
  }
}

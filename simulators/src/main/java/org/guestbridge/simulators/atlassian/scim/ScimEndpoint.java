package org.guestbridge.simulators.atlassian.scim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.simulators.atlassian.Switch;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/** Everything below {@code /scim/directory/}: key, rate, faults, then the resource. */
final class ScimEndpoint {
  static final String PREFIX = "/scim/directory/";
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final ScimState state;
  private final ScimKeys keys;
  private final RateLimit rate;
  private final ScimFaults faults;
  private final UserEndpoint users;
  private final GroupEndpoint groups;
  private final DiscoveryEndpoint discovery;

  ScimEndpoint(ScimState state, ScimKeys keys, RateLimit rate, ScimFaults faults) {
    this.state = state;
    this.keys = keys;
    this.rate = rate;
    this.faults = faults;
    this.users = new UserEndpoint(state);
    this.groups = new GroupEndpoint(state);
    this.discovery = new DiscoveryEndpoint(state.base);
  }

  Response handle(Request request) {
    String below = request.path().substring(PREFIX.length());
    int slash = below.indexOf('/');
    String directory = slash < 0 ? below : below.substring(0, slash);
    String path = slash < 0 ? "" : below.substring(slash);
    Response response = answer(request, directory, path);
    state.counters.answered(request.method(), resource(path), response.status());
    return response;
  }

  private Response answer(Request request, String directory, String path) {
    if (faults.take(ScimFault.SLOW)) {
      faults.pause();
    }
    Optional<Response> before = broken().or(() -> refused(request, directory));
    if (before.isPresent()) {
      return before.get();
    }
    Response response = resourceAnswer(request, path);
    boolean wrote = !READS.contains(request.method()) && response.status() < 300;
    if (wrote && faults.take(ScimFault.RESET_AFTER_WRITE)) {
      return Response.dropped();
    }
    if (wrote && faults.take(ScimFault.ERROR_500_AFTER_WRITE)) {
      return ScimRefusal.of(500, "Internal server error").response();
    }
    if (response.status() == 200 && faults.take(ScimFault.TRUNCATED_JSON)) {
      return new Response(
          200, response.headers(), response.body().substring(0, response.body().length() / 2));
    }
    return response;
  }

  private Optional<Response> broken() {
    if (faults.take(ScimFault.RESET_BEFORE)) {
      return Optional.of(Response.dropped());
    }
    if (faults.take(ScimFault.ERROR_500)) {
      return Optional.of(ScimRefusal.of(500, "Internal server error").response());
    }
    if (faults.take(ScimFault.UNAVAILABLE_503)) {
      return Optional.of(ScimRefusal.of(503, "Service unavailable").response());
    }
    if (faults.take(ScimFault.UNAUTHORIZED)) {
      return Optional.of(failure(401, "Unauthorized"));
    }
    if (faults.take(ScimFault.FORBIDDEN)) {
      return Optional.of(failure(403, "Forbidden"));
    }
    if (faults.take(ScimFault.BAD_REQUEST)) {
      return Optional.of(ScimRefusal.invalidValue("the request is not understood").response());
    }
    if (faults.take(ScimFault.HTML_ANSWER)) {
      return Optional.of(Response.html(200, "<!doctype html><title>Please wait</title>"));
    }
    return Optional.empty();
  }

  private Optional<Response> refused(Request request, String directory) {
    String header = request.header("Authorization").orElse("");
    if (!header.startsWith("Bearer ")) {
      return Optional.of(failure(401, "Unauthorized"));
    }
    if (!keys.accepts(header.substring("Bearer ".length()))) {
      boolean forbidden = state.isOn(Switch.SCIM_WRONG_KEY_IS_FORBIDDEN);
      return Optional.of(forbidden ? failure(403, "Forbidden") : failure(401, "Unauthorized"));
    }
    if (!directory.equals(state.settings.directoryId())) {
      return Optional.of(failure(403, "Forbidden"));
    }
    if (faults.take(ScimFault.TOO_MANY_REQUESTS) || !rate.allows()) {
      return Optional.of(
          failure(429, "Too many requests")
              .withHeader("Retry-After", String.valueOf(rate.retrySeconds())));
    }
    return Optional.empty();
  }

  private Response resourceAnswer(Request request, String path) {
    try {
      if (path.equals("/Users")) {
        return switch (request.method()) {
          case "GET" -> users.list(request);
          case "POST" -> users.create(request);
          default -> throw notAllowed();
        };
      }
      if (path.equals("/Groups")) {
        return switch (request.method()) {
          case "GET" -> groups.list(request);
          case "POST" -> groups.create(request);
          default -> throw notAllowed();
        };
      }
      if (path.startsWith("/Users/")) {
        return user(request, path.substring("/Users/".length()));
      }
      if (path.startsWith("/Groups/")) {
        return group(request, path.substring("/Groups/".length()));
      }
      Optional<Response> found = discovery.answer(path);
      if (found.isPresent() && !request.method().equals("GET")) {
        throw notAllowed();
      }
      return found.orElseThrow(() -> ScimRefusal.of(404, "No such endpoint"));
    } catch (ScimRefusal refusal) {
      return refusal.response();
    }
  }

  private Response user(Request request, String id) {
    return switch (request.method()) {
      case "GET" -> users.get(request, id);
      case "PUT" -> users.replace(request, id);
      case "PATCH" -> users.patch(request, id);
      case "DELETE" -> users.delete(id);
      default -> throw notAllowed();
    };
  }

  private Response group(Request request, String id) {
    return switch (request.method()) {
      case "GET" -> groups.get(request, id);
      case "PUT" -> groups.replace(request, id);
      case "PATCH" -> groups.patch(request, id);
      case "DELETE" -> groups.delete(id);
      default -> throw notAllowed();
    };
  }

  private static String resource(String path) {
    for (String known : new String[] {"Users", "Groups", "Schemas", "ResourceTypes"}) {
      if (path.startsWith("/" + known)) {
        return known;
      }
    }
    return path.equals("/ServiceProviderConfig") ? "ServiceProviderConfig" : "other";
  }

  private static ScimRefusal notAllowed() {
    return ScimRefusal.of(405, "Method not allowed");
  }

  /** The body of refusals before SCIM is reached. */
  private static Response failure(int status, String error) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("traceId", UUID.randomUUID().toString().replace("-", ""));
    return Response.json(status, body);
  }
}

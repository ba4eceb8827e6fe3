package org.guestbridge.simulators.entra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.simulators.http.FaultOrders;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.time.VirtualClock;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft Graph below {@code /v1.0/}: users, groups of a user, members of a group, assignments,
 * what changed, and invitations. It accepts only access tokens that the tenant issued for {@code
 * client_credentials}.
 */
public final class SimulatedGraph {
  private static final Pattern PATH =
      Pattern.compile("/v1\\.0/users/([0-9a-fA-F-]{36})/(getMemberGroups|getMemberObjects)");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAXIMUM_TOKENS = 10_000;
  private static final int OVERSIZED = 16 * 1024 * 1024;

  private final URI authority;
  private final Directory directory;
  private final VirtualClock clock;
  private final GraphResources resources;
  private final GraphDelta delta;
  private final GraphInvitations invitations;
  private final GraphThrottle throttle = new GraphThrottle();
  private final UUID servicePrincipal = UUID.randomUUID();
  private final Set<GraphPermission> permissions = EnumSet.allOf(GraphPermission.class);
  private final FaultOrders<GraphFault> faults = new FaultOrders<>(GraphFault.class);
  private final Map<String, Instant> tokens = new LinkedHashMap<>();
  private Duration retryAfter = Duration.ofSeconds(2);
  private @Nullable String overageEndpoint;
  private int pageSize = 100;

  SimulatedGraph(URI authority, Directory directory, EntraSettings settings) {
    this.authority = authority;
    this.directory = directory;
    this.clock = new VirtualClock(settings.clock());
    this.resources = new GraphResources(directory, settings, base(), servicePrincipal);
    this.delta = new GraphDelta(directory, settings, base(), clock);
    this.invitations = new GraphInvitations(directory, settings, authority, clock);
  }

  /** The base of all addresses, {@code http://127.0.0.1:PORT/v1.0}. */
  public String base() {
    return authority + "/v1.0";
  }

  /** Graph's time; advance it to let access tokens and delta tokens expire. */
  public VirtualClock clock() {
    return clock;
  }

  /** How delta queries behave. */
  public GraphDelta delta() {
    return delta;
  }

  public GraphThrottle throttle() {
    return throttle;
  }

  /** The id of the application's service principal, for {@code appRoleAssignedTo}. */
  public UUID servicePrincipal() {
    return servicePrincipal;
  }

  /** Items on one page where the client does not say; a hundred unless set. */
  public synchronized SimulatedGraph pageSize(int value) {
    pageSize = value;
    return this;
  }

  /** Gives exactly these application permissions; all of them unless set. */
  public synchronized SimulatedGraph permissions(GraphPermission... granted) {
    permissions.clear();
    permissions.addAll(List.of(granted));
    return this;
  }

  public FaultOrders<GraphFault> faults() {
    return faults;
  }

  /** The {@code Retry-After} of 429; two seconds unless set. */
  public synchronized SimulatedGraph retryAfter(Duration value) {
    retryAfter = value;
    return this;
  }

  /**
   * The endpoint that a token with too many groups names from now on, which may be an attacker's;
   * the real graph.microsoft.com unless set.
   */
  public synchronized SimulatedGraph overageEndpoint(String value) {
    overageEndpoint = value;
    return this;
  }

  synchronized String overageEndpointOf(Person person) {
    return overageEndpoint == null
        ? "https://graph.microsoft.com/v1.0/users/" + person.objectId() + "/getMemberObjects"
        : overageEndpoint;
  }

  synchronized void accept(String token, Duration lifetime) {
    tokens.put(token, clock.instant().plus(lifetime));
    if (tokens.size() > MAXIMUM_TOKENS) {
      tokens.remove(tokens.keySet().iterator().next());
    }
  }

  /** Invitations, which are redeemed outside Graph. */
  GraphInvitations invitations() {
    return invitations;
  }

  /** Answers every path below {@code /v1.0/}. */
  Response handle(Request request) {
    if (faults.take(GraphFault.SLOW)) {
      faults.pause();
    }
    Optional<Response> broken = broken();
    return broken.isPresent() ? broken.get() : answer(request);
  }

  private Optional<Response> broken() {
    if (faults.take(GraphFault.DROPPED)) {
      return Optional.of(Response.dropped());
    }
    if (faults.take(GraphFault.TOO_MANY_REQUESTS)) {
      return Optional.of(
          GraphAnswer.error(429, "TooManyRequests", "Too many requests")
              .withHeader("Retry-After", String.valueOf(retrySeconds())));
    }
    if (faults.take(GraphFault.FORBIDDEN)) {
      return Optional.of(GraphAnswer.denied());
    }
    if (faults.take(GraphFault.UNAUTHORIZED)) {
      return Optional.of(unauthorized());
    }
    if (faults.take(GraphFault.ERROR_500)) {
      return Optional.of(GraphAnswer.error(500, "InternalServerError", "Try again."));
    }
    if (faults.take(GraphFault.GARBAGE)) {
      return Optional.of(Response.jsonText(200, "{\"value\":["));
    }
    if (faults.take(GraphFault.WRONG_SHAPE)) {
      return Optional.of(Response.jsonText(200, "{\"value\":{\"id\":7}}"));
    }
    if (faults.take(GraphFault.OVERSIZED)) {
      return Optional.of(Response.jsonText(200, " ".repeat(OVERSIZED) + "{\"value\":[]}"));
    }
    return Optional.empty();
  }

  private Response answer(Request request) {
    if (!authorized(request.header("Authorization").orElse(""))) {
      return unauthorized();
    }
    String below = request.path().substring("/v1.0".length());
    int cost = cost(request, below);
    if (!throttle.takes(cost)) {
      return GraphAnswer.error(429, "TooManyRequests", "Too many requests")
          .withHeader("Retry-After", String.valueOf(retrySeconds()))
          .withHeader("x-ms-throttle-scope", "Tenant_Application/ReadWrite")
          .withHeader("x-ms-throttle-information", "ResourceUnitLimitExceeded");
    }
    return throttle.mark(resource(request, below), cost);
  }

  /** Resource units: two for users, three for members, one less with {@code $select}. */
  private static int cost(Request request, String below) {
    int cost = below.startsWith("/users") ? 2 : below.endsWith("Members") ? 5 : 3;
    return Math.max(1, request.query().has("$select") ? cost - 1 : cost);
  }

  private Response resource(Request request, String below) {
    if (below.equals("/invitations")) {
      return invitation(request);
    }
    Optional<GraphPermission> needed = GraphResources.permission(below);
    if (needed.isPresent()) {
      if (!request.method().equals("GET")) {
        return GraphAnswer.error(405, "Request_BadRequest", "Use GET.");
      }
      if (!isGranted(needed.get())) {
        return GraphAnswer.denied();
      }
      int size = pageSizeNow();
      return switch (below) {
        case "/users/delta" -> delta.answer(request, DirectoryChanges.Kind.USER, size);
        case "/groups/delta" -> delta.answer(request, DirectoryChanges.Kind.GROUP, size);
        default -> resources.answer(request, below, size);
      };
    }
    Matcher path = PATH.matcher(request.path());
    if (path.matches() && !isGranted(GraphPermission.GROUP_MEMBER_READ_ALL)) {
      return GraphAnswer.denied();
    }
    return path.matches()
        ? memberGroups(request, path)
        : GraphAnswer.error(404, "Request_ResourceNotFound", "No such resource.");
  }

  private Response invitation(Request request) {
    if (!request.method().equals("POST")) {
      return GraphAnswer.error(405, "Request_BadRequest", "Use POST.");
    }
    return isGranted(GraphPermission.USER_INVITE_ALL)
        ? invitations.answer(request)
        : GraphAnswer.denied();
  }

  private synchronized boolean isGranted(GraphPermission permission) {
    return permissions.contains(permission);
  }

  private synchronized int pageSizeNow() {
    return pageSize;
  }

  private Response memberGroups(Request request, Matcher path) {
    if (!request.method().equals("POST")) {
      return GraphAnswer.error(405, "Request_BadRequest", "Use POST.");
    }
    if (!hasSecurityEnabledOnly(request.body())) {
      return GraphAnswer.error(400, "Request_BadRequest", "The body needs securityEnabledOnly.");
    }
    UUID id = UUID.fromString(path.group(1));
    Optional<Person> person =
        directory.all().stream().filter(known -> known.objectId().equals(id)).findFirst();
    if (person.isEmpty()) {
      return GraphAnswer.error(
          404, "Request_ResourceNotFound", "Resource '" + id + "' does not exist.");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("@odata.context", base() + "/$metadata#Collection(Edm.String)");
    answer.put("value", directory.groups().transitiveOf(person.get().groups()));
    return Response.json(200, answer);
  }

  private static boolean hasSecurityEnabledOnly(String body) {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree != null && tree.path("securityEnabledOnly").isBoolean();
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }

  private synchronized boolean authorized(String header) {
    String token = header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "";
    @Nullable Instant until = tokens.get(token);
    return until != null && clock.instant().isBefore(until);
  }

  private synchronized long retrySeconds() {
    return retryAfter.toSeconds();
  }

  private static Response unauthorized() {
    return GraphAnswer.error(
        401, "InvalidAuthenticationToken", "Access token is empty or not valid.");
  }
}

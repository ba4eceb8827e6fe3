package org.guestbridge.simulators.atlassian.scim;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;

/**
 * The controls of a directory that runs in another process, below {@code /admin/scim}: {@code
 * state.json}, {@code users.json} and {@code groups.json} read, the others change.
 */
final class ScimControl {
  private static final int PAGE = 1000;

  private final AtlassianScim scim;

  ScimControl(AtlassianScim scim) {
    this.scim = scim;
  }

  void route(Routes routes) {
    routes
        .get("/admin/scim/state.json", request -> Response.json(200, state()))
        .get("/admin/scim/users.json", this::users)
        .get("/admin/scim/groups.json", this::groups)
        .get("/admin/scim/log.json", request -> Response.json(200, lines()))
        .get("/admin/scim/mail.json", request -> Response.json(200, mail()))
        .post("/admin/scim/fault", this::fault)
        .post("/admin/scim/rate", this::rate)
        .post("/admin/scim/key", this::key)
        .post("/admin/scim/clock", this::clock)
        .post("/admin/scim/mail", this::changeMail)
        .post("/admin/scim/notify", this::notify);
  }

  private Map<String, Object> state() {
    ScimCounters counters = scim.counters();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("base", scim.base().toString());
    state.put("keyExpiresAt", scim.keys().expiresAt().toString());
    state.put("users", scim.userCount());
    state.put("groups", scim.groupCount());
    state.put("usersCreated", counters.usersCreated());
    state.put("usersDeleted", counters.usersDeleted());
    state.put("groupsCreated", counters.groupsCreated());
    state.put("groupsDeleted", counters.groupsDeleted());
    state.put("redundantWrites", counters.redundantWrites());
    state.put("duplicates", counters.duplicates());
    state.put("answers", counters.answers());
    state.put("pendingFaults", scim.faults().pending());
    state.put("happenedFaults", scim.faults().happened());
    state.put("seats", scim.seats());
    return state;
  }

  /** {@code ?start=N} from 0, a thousand at a time. */
  private Response users(Request request) {
    return page(
        request,
        scim.snapshot().users(),
        user -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("id", user.id());
          json.put("userName", user.userName());
          json.put("externalId", user.externalId().orElse(null));
          json.put("email", user.email());
          json.put("active", user.active());
          json.put("displayName", user.displayName().orElse(null));
          json.put("givenName", user.givenName().orElse(null));
          json.put("familyName", user.familyName().orElse(null));
          json.put("accountId", user.accountId().orElse(null));
          json.put("groups", user.groups());
          json.put("deliveries", scim.counters().deliveries(user.id()));
          return json;
        });
  }

  private Response groups(Request request) {
    return page(
        request,
        scim.snapshot().groups(),
        group -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("id", group.id());
          json.put("displayName", group.displayName());
          json.put("externalId", group.externalId().orElse(null));
          json.put("members", group.members());
          json.put("synced", group.synced());
          return json;
        });
  }

  private interface Render<T> {
    Map<String, Object> of(T item);
  }

  private static <T> Response page(Request request, List<T> all, Render<T> render) {
    int start = request.query().value("start").map(Integer::parseInt).orElse(0);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", all.size());
    answer.put("items", all.stream().skip(start).limit(PAGE).map(render::of).toList());
    return Response.json(200, answer);
  }

  private List<String> lines() {
    return scim.log().lines().stream().map(line -> line.at() + " " + line.text()).toList();
  }

  private Map<String, Object> mail() {
    Map<String, Object> mail = new LinkedHashMap<>();
    mail.put("suppressed", scim.mail().suppressed());
    mail.put(
        "sent",
        scim.mail().sent().stream()
            .map(
                sent ->
                    Map.of(
                        "at", sent.at().toString(),
                        "kind", sent.kind(),
                        "to", sent.to(),
                        "subject", sent.subject(),
                        "outcome", sent.outcome()))
            .toList());
    return mail;
  }

  /** {@code fault=NAME} with {@code times=N}, {@code times=always} or {@code probability=P}. */
  private Response fault(Request request) {
    Form form = request.form();
    if (form.value("clear").isPresent()) {
      scim.faults().clear();
      return done();
    }
    Optional<ScimFault> fault =
        Arrays.stream(ScimFault.values())
            .filter(known -> form.value("fault").equals(Optional.of(known.name())))
            .findFirst();
    if (fault.isEmpty()) {
      return Response.text(400, "fault must be one of " + Arrays.toString(ScimFault.values()));
    }
    Optional<String> probability = form.value("probability");
    String times = form.value("times").orElse("1");
    if (probability.isPresent()) {
      scim.faults().atRandom(fault.get(), Double.parseDouble(probability.get()));
    } else if (times.equals("always")) {
      scim.faults().untilCleared(fault.get());
    } else {
      scim.faults().next(fault.get(), Integer.parseInt(times));
    }
    return done();
  }

  /** {@code perSecond=N} and {@code retryAfter=SECONDS}; without them, no limit. */
  private Response rate(Request request) {
    Optional<String> perSecond = request.form().value("perSecond");
    long after = request.form().value("retryAfter").map(Long::parseLong).orElse(1L);
    if (perSecond.isEmpty()) {
      scim.rate().unlimited();
    } else {
      scim.rate().perSecond(Double.parseDouble(perSecond.get()), Duration.ofSeconds(after));
    }
    return done();
  }

  /** Regenerates the key and shows it, this once, as Atlassian does. */
  private Response key(Request request) {
    String key = scim.keys().regenerate();
    return Response.json(200, Map.of("key", key, "expiresAt", scim.keys().expiresAt().toString()));
  }

  /** {@code advance=PT1H}. */
  private Response clock(Request request) {
    scim.clock()
        .advance(request.form().value("advance").map(Duration::parse).orElse(Duration.ZERO));
    return done();
  }

  /** {@code address=A} and {@code action=bounce}, {@code accept} or {@code unblock}. */
  private Response changeMail(Request request) {
    String address = request.form().value("address").orElse("");
    switch (request.form().value("action").orElse("")) {
      case "bounce" -> scim.mail().bounce(address);
      case "accept" -> scim.mail().accept(address);
      case "unblock" -> scim.mail().unblock(address);
      default -> {
        return Response.text(400, "action: bounce, accept or unblock");
      }
    }
    return done();
  }

  /** {@code email=A} and {@code subject=S}. */
  private Response notify(Request request) {
    Form form = request.form();
    return Response.json(
        200,
        Map.of(
            "outcome",
            scim.notify(form.value("email").orElse(""), form.value("subject").orElse("News"))
                .outcome()));
  }

  private static Response done() {
    return new Response(204, Map.of(), "");
  }
}

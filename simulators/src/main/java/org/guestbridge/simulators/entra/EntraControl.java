package org.guestbridge.simulators.entra;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;

/**
 * The controls of a tenant that runs in another process: {@code /simulator} shows them, {@code
 * /simulator/state.json} reads, {@code POST /simulator/fault}, {@code /simulator/sign-in-next},
 * {@code /simulator/keys} and {@code /simulator/reset} change.
 */
final class EntraControl {
  private final SimulatedEntra entra;

  private EntraControl(SimulatedEntra entra) {
    this.entra = entra;
  }

  static void route(Routes routes, SimulatedEntra entra) {
    EntraControl control = new EntraControl(entra);
    routes
        .get("/", request -> Response.redirect("/simulator"))
        .get("/simulator", request -> control.page())
        .get("/simulator/state.json", request -> Response.json(200, control.state()))
        .post("/simulator/fault", control::fault)
        .post("/simulator/sign-in-next", control::signInNext)
        .post("/simulator/keys", control::keys)
        .post("/simulator/reset", request -> control.reset());
  }

  private Response page() {
    Page page =
        Page.of("Simulated Entra tenant")
            .paragraph("Issuer " + entra.issuer() + ", client " + entra.settings().clientId())
            .link(
                "/" + entra.settings().tenantId() + "/v2.0/.well-known/openid-configuration",
                "Discovery document")
            .heading("Let something go wrong at the next login")
            .openForm("post", "/simulator/fault", Map.of());
    for (Fault fault : Fault.values()) {
      page.choice("fault", fault.name(), fault.name(), fault.meaning());
    }
    page.closeForm().heading("People");
    page.table(
        List.of("Key", "Name", "Signs in as", "E-mail", "idp", "acct", "Object id"),
        entra.directory().all().stream()
            .map(
                person ->
                    List.of(
                        person.key(),
                        person.displayName(),
                        person.preferredUsername(),
                        person.email().orElse("-"),
                        person.idp().orElse("-"),
                        person.acct().map(String::valueOf).orElse("-"),
                        person.objectId().toString()))
            .toList());
    return Response.html(200, page.render());
  }

  private Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("issuer", entra.issuer());
    state.put("clientId", entra.settings().clientId());
    state.put("signingKid", entra.keys().currentKid());
    state.put("publishedKids", entra.keys().publishedKids());
    state.put("pendingFaults", entra.faults().pending());
    state.put("requests", entra.requests().counts());
    state.put("people", entra.directory().all().stream().map(Person::key).toList());
    state.put("lastClaims", entra.directory().lastClaims());
    return state;
  }

  /**
   * {@code fault=NAME}, and {@code times=N}, {@code times=always} or {@code times=never}, which
   * clears it; {@code seconds=N} is how long every slow answer takes.
   */
  private Response fault(Request request) {
    Form form = request.form();
    Optional<Fault> fault =
        Arrays.stream(Fault.values())
            .filter(known -> form.value("fault").equals(Optional.of(known.name())))
            .findFirst();
    if (fault.isEmpty()) {
      return Response.text(400, "fault must be one of " + Arrays.toString(Fault.values()));
    }
    form.value("seconds")
        .ifPresent(seconds -> entra.faults().delay(Duration.ofSeconds(Integer.parseInt(seconds))));
    String times = form.value("times").orElse("1");
    switch (times) {
      case "always" -> entra.faults().untilCleared(fault.get());
      case "never" -> entra.faults().clear(fault.get());
      default -> entra.faults().next(fault.get(), Integer.parseInt(times));
    }
    return Response.redirect("/simulator");
  }

  /** {@code person=KEY}. */
  private Response signInNext(Request request) {
    Optional<Person> person = request.form().value("person").flatMap(entra.directory()::find);
    if (person.isEmpty()) {
      return Response.text(400, "person must be a key of /simulator/state.json");
    }
    entra.directory().signInNext(person.get().key());
    return Response.redirect("/simulator");
  }

  /** {@code action=rotate}, {@code rotate-silently}, {@code publish} or {@code withdraw-old}. */
  private Response keys(Request request) {
    switch (request.form().value("action").orElse("")) {
      case "rotate" -> entra.keys().rotate();
      case "rotate-silently" -> entra.keys().rotateSilently();
      case "publish" -> entra.keys().publish();
      case "withdraw-old" -> entra.keys().withdrawOld();
      default -> {
        return Response.text(400, "action: rotate, rotate-silently, publish or withdraw-old");
      }
    }
    return Response.redirect("/simulator");
  }

  private Response reset() {
    entra.directory().reset();
    entra.faults().clear();
    entra.requests().clear();
    return Response.redirect("/simulator");
  }
}

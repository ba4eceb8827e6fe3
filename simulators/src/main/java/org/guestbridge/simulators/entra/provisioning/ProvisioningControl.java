package org.guestbridge.simulators.entra.provisioning;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/**
 * The controls of a job that runs in another process, below {@code /simulator/provisioning}: {@code
 * state.json} reads, {@code test}, {@code cycle}, {@code on-demand}, {@code drift}, {@code restart}
 * and {@code clock} act, {@code POST /simulator/directory} changes people.
 */
public final class ProvisioningControl {
  private static final String PREFIX = "/simulator/provisioning";

  private final ProvisioningJob job;
  private final Directory directory;

  private ProvisioningControl(ProvisioningJob job, Directory directory) {
    this.job = job;
    this.directory = directory;
  }

  /** Adds the controls of a job to its tenant. */
  public static void route(SimulatedEntra entra, ProvisioningJob job) {
    ProvisioningControl control = new ProvisioningControl(job, entra.directory());
    entra
        .routes()
        .get(PREFIX + "/state.json", request -> Response.json(200, control.state()))
        .post(
            PREFIX + "/test",
            request -> Response.json(200, Map.of("wrong", job.testConnection().orElse(""))))
        .post(PREFIX + "/cycle", request -> control.cycle())
        .post(PREFIX + "/drift", request -> report(job.driftCheck()))
        .post(PREFIX + "/on-demand", control::onDemand)
        .post(PREFIX + "/restart", control::restart)
        .post(PREFIX + "/clock", control::clock)
        .post("/simulator/directory", control::change);
  }

  private Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("state", job.state().name());
    state.put("quarantineReason", job.quarantineReason().orElse(""));
    state.put("escrowed", job.escrowed());
    state.put("known", job.targetIds().size());
    return state;
  }

  private Response cycle() {
    return job.state() == ProvisioningJob.State.DISABLED
        ? Response.text(409, "the job is disabled: restart it")
        : report(job.runCycle());
  }

  /** {@code person=KEY}. */
  private Response onDemand(Request request) {
    return report(job.provisionOnDemand(request.form().value("person").orElse("")));
  }

  /** {@code full=true} forgets the ids at the target. */
  private Response restart(Request request) {
    job.restart(request.form().value("full").orElse("").equals("true"));
    return done();
  }

  /** {@code advance=PT40M}. */
  private Response clock(Request request) {
    job.clock().advance(request.form().value("advance").map(Duration::parse).orElse(Duration.ZERO));
    return done();
  }

  /**
   * {@code person=KEY} and {@code action=block}, {@code unblock}, {@code soft-delete}, {@code
   * restore}, {@code purge}, {@code assign}, {@code unassign}, {@code join} or {@code leave}; the
   * last two with {@code group=ID}.
   */
  private Response change(Request request) {
    Form form = request.form();
    String key = form.value("person").orElse("");
    Clock clock = job.clock();
    switch (form.value("action").orElse("")) {
      case "block" -> directory.change(key, person -> person.accountEnabled(false));
      case "unblock" -> directory.change(key, person -> person.accountEnabled(true));
      case "soft-delete" -> directory.softDelete(key, clock);
      case "restore" -> directory.restore(key);
      case "purge" -> directory.purge(key);
      case "assign" -> directory.assignments().assign(directory.get(key).objectId());
      case "unassign" -> directory.assignments().unassign(directory.get(key).objectId());
      case "join" -> directory.join(key, UUID.fromString(form.value("group").orElse("")));
      case "leave" -> directory.leave(key, UUID.fromString(form.value("group").orElse("")));
      default -> {
        return Response.text(400, "unknown action");
      }
    }
    return done();
  }

  private static Response report(CycleReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("initial", report.initial());
    json.put("counts", report.counts());
    json.put("abortedBy", report.abortedBy().orElse(""));
    json.put("failures", report.failures());
    json.put("drifts", report.drifts().stream().map(Drift::toString).toList());
    json.put("millis", report.took().toMillis());
    return Response.json(200, json);
  }

  private static Response done() {
    return new Response(204, Map.of(), "");
  }
}

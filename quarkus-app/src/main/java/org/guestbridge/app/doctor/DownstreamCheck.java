package org.guestbridge.app.doctor;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlServiceProvider;

/**
 * Asks the host of an application's assertion consumer services for its root. Any answer is good,
 * and none is followed; the consumer itself is not called.
 */
final class DownstreamCheck implements Check {

  private final String subject;
  private final URI origin;
  private final BoundedHttp http;

  private DownstreamCheck(String subject, URI origin, BoundedHttp http) {
    this.subject = subject;
    this.origin = origin;
    this.http = http;
  }

  /** One check for each host. */
  static Stream<Check> of(SamlServiceProvider downstream, BoundedHttp http) {
    return downstream.registration().consumers().stream()
        .map(consumer -> consumer.url().resolve("/"))
        .distinct()
        .map(origin -> new DownstreamCheck(downstream.name(), origin, http));
  }

  @Override
  public String name() {
    return "downstream " + subject;
  }

  @Override
  public List<Finding> run() {
    if (!PublicUrlCheck.resolves(origin)) {
      return found(Diagnosis.DOWNSTREAM_UNRESOLVED, "no address");
    }
    try {
      return found(Diagnosis.DOWNSTREAM_OK, "status " + http.get(origin, "*/*").status());
    } catch (RefusalException refusal) {
      return OidcUpstreamCheck.isTransport(refusal)
          ? found(Diagnosis.DOWNSTREAM_UNREACHABLE, OidcUpstreamCheck.seen(refusal))
          : found(Diagnosis.DOWNSTREAM_OK, "a long answer");
    }
  }

  private List<Finding> found(Diagnosis diagnosis, String seen) {
    return List.of(Finding.of(diagnosis, subject, origin.getHost() + ", " + seen));
  }
}

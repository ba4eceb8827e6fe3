package org.guestbridge.app.doctor;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import org.guestbridge.app.graph.Bearer;
import org.guestbridge.app.graph.GraphProbe;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.upstream.oidc.AppTokens;
import org.guestbridge.app.upstream.oidc.JwksStore;
import org.guestbridge.app.upstream.oidc.RelyingPartyServices;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.GraphChannel;
import org.guestbridge.realm.OidcUpstream;

/** Gets a token for a channel of type graph, and asks Graph for one item of each list. */
final class GraphCheck implements Check {

  private final GraphChannel channel;
  private final OidcUpstream upstream;
  private final BoundedHttp http;
  private final InstantSource clock;

  /**
   * A check of one channel.
   *
   * @param upstream the one whose app registration asks
   */
  GraphCheck(GraphChannel channel, OidcUpstream upstream, BoundedHttp http, InstantSource clock) {
    this.channel = channel;
    this.upstream = upstream;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "channel " + channel.name();
  }

  @Override
  public List<Finding> run() {
    GraphProbe probe = new GraphProbe(channel, http, bearer());
    List<Finding> wrong = new ArrayList<>();
    for (GraphProbe.Reading reading : probe.readings()) {
      try {
        probe.ask(reading);
      } catch (RefusalException refusal) {
        wrong.add(wrong(reading, refusal));
        if (diagnosis(refusal) != Diagnosis.GRAPH_DENIED) {
          break;
        }
      }
    }
    return wrong.isEmpty()
        ? List.of(
            Finding.of(Diagnosis.GRAPH_OK, channel.name(), probe.readings().size() + " lists"))
        : wrong;
  }

  private Finding wrong(GraphProbe.Reading reading, RefusalException refusal) {
    return Finding.of(
        diagnosis(refusal),
        channel.name(),
        "asked for what takes " + reading.permission() + "; " + OidcUpstreamCheck.seen(refusal));
  }

  private static Diagnosis diagnosis(RefusalException refusal) {
    return switch (refusal.code()) {
      case UPSTREAM_CLIENT_REJECTED -> Diagnosis.GRAPH_CREDENTIAL_REFUSED;
      case GRAPH_DENIED -> Diagnosis.GRAPH_DENIED;
      case GRAPH_APPLICATION_UNKNOWN -> Diagnosis.GRAPH_APPLICATION_UNKNOWN;
      case GRAPH_UNAVAILABLE -> Diagnosis.GRAPH_UNREACHABLE;
      default -> Diagnosis.GRAPH_ANSWER_INVALID;
    };
  }

  private Bearer bearer() {
    AppTokens tokens =
        new AppTokens(
            upstream,
            channel.authority(),
            channel.graph(),
            new RelyingPartyServices(
                http, clock, new SecureRandom(), ForkJoinPool.commonPool(), JwksStore.NONE));
    return new Bearer() {
      @Override
      public String token(UUID tenant) throws RefusalException {
        return tokens.token(tenant);
      }

      @Override
      public void forget(UUID tenant) {
        tokens.forget(tenant);
      }
    };
  }
}

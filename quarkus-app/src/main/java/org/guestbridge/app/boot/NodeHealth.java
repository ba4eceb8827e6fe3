package org.guestbridge.app.boot;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.guestbridge.core.problem.Code;

/**
 * Not ready while an elder node has another key ring: two nodes must never sign with two keys. A
 * cluster that has not formed, or fell apart, costs freshness only, so it is told and leaves the
 * node ready.
 */
@Readiness
@Singleton
final class NodeHealth implements HealthCheck {

  private final Nodes nodes;

  NodeHealth(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("nodes").withData("clustered", nodes.clustered());
    if (!nodes.clustered()) {
      return answer.up().build();
    }
    int alive = nodes.alive();
    int joined = nodes.joined();
    answer.withData("live", alive).withData("joined", joined).withData("degraded", joined < alive);
    if (nodes.elderWithAnotherRing().isPresent()) {
      return answer.withData("code", Code.CLUSTER_RING_DIFFERS.text()).down().build();
    }
    return answer.up().build();
  }
}

package org.guestbridge.app.graph;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullStage;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.core.text.RealmId;
import org.jboss.logging.Logger;

/** What a pull says of itself, in the log and in metrics: counts and codes, nothing of a person. */
final class PullReport {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.graph");

  private final RealmId realm;
  private final String channel;
  private final MeterRegistry metrics;

  PullReport(RealmId realm, String channel, MeterRegistry metrics) {
    this.realm = realm;
    this.channel = channel;
    this.metrics = metrics;
  }

  void read(int entries) {
    metrics.counter("guestbridge.pull.entries", "channel", channel).increment(entries);
  }

  void goesOn(PullState state) {
    if (state.stage() != PullStage.IDLE) {
      LOG.infof(
          "pull realm=%s channel=%s: round %d goes on at %s after %d entries",
          realm, channel, state.round(), state.stage(), state.read());
    }
  }

  void lost() {
    LOG.infof("pull realm=%s channel=%s: another node has it", realm, channel);
  }

  void expired() {
    count("expired");
    LOG.infof(
        "pull realm=%s channel=%s: the delta query is no longer known, everything is read anew",
        realm, channel);
  }

  void failed(PullState state, Code code, String detail, Duration wait) {
    count(code.text());
    LOG.warnf(
        "pull realm=%s channel=%s stage=%s code=%s %s; again in %s",
        realm, channel, state.stage(), code.text(), detail, wait);
  }

  /** Said once, as long as it stays the same. */
  void withheld(PullState state, PullLoss loss) {
    LOG.warnf(
        "pull realm=%s channel=%s code=%s: round %d would take the accounts of %d guests and %d"
            + " employees, and groups from %d people; they keep them until an administrator"
            + " allows it, see guestbridge provisioning status",
        realm,
        channel,
        Code.GRAPH_WITHDRAWAL_SUSPICIOUS.text(),
        state.round(),
        loss.guests(),
        loss.employees(),
        loss.members());
  }

  void finished(PullState state) {
    count(state.withheld().isPresent() ? Code.GRAPH_WITHDRAWAL_SUSPICIOUS.text() : "finished");
    LOG.infof(
        "pull realm=%s channel=%s: round %d is over, %s, %d entries",
        realm, channel, state.round(), state.full() ? "everything" : "changes", state.read());
  }

  private void count(String outcome) {
    metrics.counter("guestbridge.pulls", "outcome", outcome).increment();
  }
}

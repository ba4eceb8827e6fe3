package org.guestbridge.app.graph;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.provisioning.PullLease;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.GraphChannel;

/**
 * Pulls one channel (learn.microsoft.com, "Use delta query to track changes in Microsoft Graph
 * data"): groups, people and assignments, then statements of what changed. Every step is a unit of
 * work of its own that writes what was read and where to go on, so that another node goes on where
 * this one died. One node at a time has the channel.
 */
public final class GraphPull {

  /** For how long a channel is kept without a sign of life. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  private final GraphChannel channel;
  private final GraphReader reader;
  private final PullSettlement settlement;
  private final PullGuard guard;
  private final Surroundings around;

  /**
   * What a pull needs of the broker it runs in.
   *
   * @param ledger the durable record
   * @param realm the realm of the channel
   * @param policies what to do when another human seems to have come behind a guest's object id
   * @param rules which say whether groups and app roles matter
   * @param clock the only source of time
   * @param pause how to wait where Graph asks to
   * @param metrics counts rounds and entries
   */
  public record Surroundings(
      Ledger ledger,
      RealmId realm,
      ChangedHumanPolicies policies,
      RuleSet rules,
      InstantSource clock,
      Pause pause,
      MeterRegistry metrics) {

    /** Whether rules ask for what roles people of {@code channel} have. */
    boolean readsRolesOf(GraphChannel channel) {
      return rules.readsRoles() && channel.provisions() && channel.namesRoles();
    }
  }

  /**
   * A pull of one channel.
   *
   * @param http with limits for calls for which nobody waits
   * @param bearer tokens for Graph
   */
  public GraphPull(
      GraphChannel channel, BoundedHttp http, Bearer bearer, Surroundings surroundings) {
    this.channel = channel;
    this.around = surroundings;
    this.reader =
        new GraphReader(
            channel,
            new GraphCalls(channel.graph(), channel.tenant(), http, bearer),
            surroundings.clock(),
            surroundings.pause());
    this.settlement =
        new PullSettlement(
            channel,
            GraphProfile.of(channel),
            surroundings.policies(),
            surroundings.rules().readsGroups());
    this.guard = new PullGuard(channel.name(), channel.withdrawAtMost(), settlement);
  }

  /**
   * Goes on where the last turn ended, if the channel is due and free.
   *
   * @param end when to give the channel back, be the round over or not
   * @return whether the channel was due and free
   */
  public boolean turn(Instant end) {
    Optional<PullLease> taken =
        around.ledger().inUnit(around.realm(), unit -> unit.copies().take(channel.name(), LEASE));
    taken.ifPresent(
        lease -> new PullTurn(channel, reader, guard, settlement, around, lease, end).run());
    return taken.isPresent();
  }
}

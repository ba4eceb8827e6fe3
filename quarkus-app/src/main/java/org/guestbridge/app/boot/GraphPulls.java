package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.guestbridge.app.graph.GraphPull;
import org.guestbridge.app.graph.Pause;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.scim.in.PlanSignal;
import org.guestbridge.app.upstream.oidc.AppTokens;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullView;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.GraphChannel;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.jboss.logging.Logger;

/**
 * Pulls the channels that are due. Every node does so; the database gives each channel to one of
 * them at a time. One thread, so that planning and logins keep the database's connections.
 */
@Singleton
final class GraphPulls {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.graph");

  /** A turn ends after so long, so that every channel has its turn. */
  private static final Duration TURN = Duration.ofSeconds(30);

  private final RealmWatcher realms;
  private final RealmCompiler compiler;
  private final Ledger ledger;
  private final PlanSignal plans;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final BoundedHttp http = BoundedHttp.create(HttpLimits.BACKGROUND);
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final Map<Place, Running> running = new HashMap<>();
  private final Map<Place, AtomicLong> ages = new ConcurrentHashMap<>();
  private final Map<Place, AtomicLong> withheld = new ConcurrentHashMap<>();

  /** A channel of a realm, in the version that is served. */
  private record Place(RealmId realm, String channel) {}

  private record Running(String documentDigest, GraphPull pull) {}

  GraphPulls(
      RealmWatcher realms,
      RealmCompiler compiler,
      Ledger ledger,
      PlanSignal plans,
      InstantSource clock,
      MeterRegistry metrics) {
    this.realms = realms;
    this.compiler = compiler;
    this.ledger = ledger;
    this.plans = plans;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Scheduled(
      every = "${guestbridge.pull-interval:2s}",
      delayed = "${guestbridge.pull-interval:2s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void wake() {
    if (wanted.compareAndSet(false, true)) {
      try {
        worker.execute(this::turns);
      } catch (RejectedExecutionException stopping) {
        wanted.set(false);
      }
    }
  }

  @PreDestroy
  void close() {
    worker.shutdownNow();
  }

  private void turns() {
    wanted.set(false);
    Set<Place> served = new HashSet<>();
    for (ServedRealm realm : realms.served()) {
      realm.realm().channels().values().stream()
          .filter(GraphChannel.class::isInstance)
          .map(GraphChannel.class::cast)
          .forEach(channel -> served.add(turn(realm, channel)));
    }
    running.keySet().retainAll(served);
  }

  private Place turn(ServedRealm realm, GraphChannel channel) {
    Place place = new Place(realm.realm().id(), channel.name());
    try {
      GraphPull pull = pull(place, realm, channel);
      Instant end = clock.instant().plus(TURN);
      if (pull.turn(end)) {
        plans.changed(place.realm());
      }
      measure(place);
    } catch (LedgerUnavailableException unavailable) {
      LOG.warnf("nothing pulled: %s", unavailable.getMessage());
    } catch (RuntimeException defect) {
      // A message might quote a person; the lease runs out and the channel is tried again.
      LOG.errorf("a pull failed: %s", defect.getClass().getName());
    }
    return place;
  }

  private GraphPull pull(Place place, ServedRealm served, GraphChannel channel) {
    Running before = running.get(place);
    if (before != null && before.documentDigest().equals(served.documentDigest())) {
      return before.pull();
    }
    Realm realm = served.realm();
    OidcUpstream upstream =
        (OidcUpstream) Objects.requireNonNull(realm.upstreams().get(channel.upstream()));
    AppTokens tokens =
        new AppTokens(
            upstream, channel.authority(), channel.graph(), compiler.relyingPartyServices());
    GraphPull pull =
        new GraphPull(
            channel,
            http,
            GroupDirectories.bearer(tokens),
            new GraphPull.Surroundings(
                ledger,
                place.realm(),
                realm.changedHumanPolicies(),
                realm.rules(),
                clock,
                Pause.REAL,
                metrics));
    running.put(place, new Running(served.documentDigest(), pull));
    return pull;
  }

  private void measure(Place place) {
    ledger.inUnit(place.realm(), unit -> unit.copies().pulls()).stream()
        .filter(view -> view.channel().equals(place.channel()))
        .forEach(
            view -> {
              age(view).ifPresent(age -> gauge(ages, "age.seconds", place).set(age.toSeconds()));
              gauge(withheld, "withheld", place)
                  .set(view.state().withheld().map(PullLoss::people).orElse(0L));
            });
  }

  private Optional<Duration> age(PullView view) {
    return view.state().finishedAt().map(at -> Duration.between(at, clock.instant()));
  }

  private AtomicLong gauge(Map<Place, AtomicLong> gauges, String name, Place place) {
    return gauges.computeIfAbsent(
        place,
        where -> {
          AtomicLong value = new AtomicLong();
          metrics.gauge(
              "guestbridge.pull." + name,
              Tags.of("realm", where.realm().value(), "channel", where.channel()),
              value);
          return value;
        });
  }
}

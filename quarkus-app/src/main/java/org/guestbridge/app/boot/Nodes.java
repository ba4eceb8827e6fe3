package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.app.admin.NodeView;
import org.guestbridge.app.cli.Version;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.app.store.EmbeddedCaches;
import org.guestbridge.app.store.LiveNode;
import org.guestbridge.app.store.NodeTable;
import org.guestbridge.app.store.RegistryDatabase;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.jboss.logging.Logger;

/**
 * This node among those that live on the same database. It gives a sign of life every two seconds,
 * and knows of the others what it read then.
 */
@Singleton
final class Nodes {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.nodes");

  private final boolean clustered;
  private final ThisNode self;
  private final NodeTable table;
  private final EmbeddedCaches caches;
  private final CurrentKeyRing keyRing;
  private final InstantSource clock;
  private final RealmWatcher realms;
  private volatile List<LiveNode> live = List.of();

  Nodes(
      BrokerSettings settings,
      ThisNode self,
      RegistryDatabase database,
      EmbeddedCaches caches,
      CurrentKeyRing keyRing,
      InstantSource clock,
      RealmWatcher realms,
      MeterRegistry metrics) {
    this.clustered = settings.cluster().enabled();
    this.self = self;
    this.table = new NodeTable(database.dataSource());
    this.caches = caches;
    this.keyRing = keyRing;
    this.clock = clock;
    this.realms = realms;
    if (clustered) {
      metrics.gauge("guestbridge.nodes.live", this, nodes -> nodes.live.size());
      metrics.gauge("guestbridge.nodes.joined", this, nodes -> nodes.joined());
    }
  }

  boolean clustered() {
    return clustered;
  }

  @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    if (clustered) {
      try {
        beat();
      } catch (LedgerUnavailableException unavailable) {
        LOG.warnf("no sign of life: %s", unavailable.getMessage());
      }
    }
  }

  /** Writes a sign of life and reads who else lives. */
  void beat() {
    live = table.beat(self.id(), agreement(), Version.text(), served());
  }

  void leave(@Observes ShutdownEvent event) {
    if (clustered) {
      try {
        table.leave(self.id());
      } catch (LedgerUnavailableException unavailable) {
        LOG.warnf("the node stays on the list for some seconds: %s", unavailable.getMessage());
      }
    }
  }

  /**
   * The live node with another ring that came before this one. Of two rings the later is in the
   * wrong, so a mistake with a new node never stops those that serve.
   */
  Optional<LiveNode> elderWithAnotherRing() {
    List<LiveNode> known = live;
    String agreement = agreement();
    return known.stream()
        .takeWhile(node -> !node.id().equals(self.id()))
        .filter(node -> !node.ring().equals(agreement))
        .findFirst();
  }

  /** How many nodes live on the database, this one included. */
  int alive() {
    return live.size();
  }

  /** How many of the live nodes this one has in its view of the cluster, itself included. */
  int joined() {
    Set<String> members = caches.members();
    return (int) live.stream().filter(node -> members.contains(node.id().toString())).count();
  }

  /** The live nodes as an administrator sees them. */
  List<NodeView> views() {
    Set<String> members = caches.members();
    return live.stream()
        .map(
            node ->
                new NodeView(
                    node.id(),
                    node.id().equals(self.id()),
                    members.contains(node.id().toString()),
                    node.startedAt(),
                    node.seenAt(),
                    node.ring(),
                    node.version(),
                    node.realms()))
        .toList();
  }

  private String agreement() {
    return keyRing.get().agreement(clock.instant());
  }

  private String served() {
    return realms.served().stream()
        .map(realm -> realm.realm().id() + "=" + realm.documentDigest())
        .collect(Collectors.joining(" "));
  }
}

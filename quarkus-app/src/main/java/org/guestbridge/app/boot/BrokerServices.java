package org.guestbridge.app.boot;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.NodeIdentity;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.app.store.EmbeddedCaches;
import org.guestbridge.app.store.Membership;
import org.guestbridge.app.store.Rates;
import org.guestbridge.app.store.RefusedBindings;
import org.guestbridge.app.store.RegistryDatabase;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Makes the one instance of each service that the broker is composed of. */
@Singleton
final class BrokerServices {

  @Produces
  @Singleton
  @DefaultBean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  CurrentKeyRing keyRing(BrokerSettings settings) throws RefusalException {
    return CurrentKeyRing.open(KeyRingLocation.in(settings.data(), System.getenv()));
  }

  @Produces
  @Singleton
  RegistryDatabase database(BrokerSettings settings) {
    RegistryDatabase database = RegistryDatabase.open(settings.db(), settings.data());
    if (settings.db().migrate()) {
      database.migrate();
    }
    return database;
  }

  void close(@Disposes RegistryDatabase database) {
    database.close();
  }

  @Produces
  @Singleton
  Ledger ledger(RegistryDatabase database, CurrentKeyRing keyRing, InstantSource clock) {
    JdbcLedger ledger = new JdbcLedger(database.dataSource(), keyRing.get().registryKey(), clock);
    if (!ledger.schemaPresent()) {
      throw new LedgerUnfitException(
          Code.LEDGER_SCHEMA_MISMATCH, "The database does not hold this version's tables.");
    }
    ledger.verifyConstraints();
    return ledger;
  }

  @Produces
  @Singleton
  ThisNode thisNode() {
    return new ThisNode(UUID.randomUUID());
  }

  @Produces
  @Singleton
  EmbeddedCaches caches(
      BrokerSettings settings,
      ThisNode node,
      CurrentKeyRing keyRing,
      RegistryDatabase database,
      InstantSource clock)
      throws RefusalException {
    BrokerSettings.Cluster cluster = settings.cluster();
    if (!cluster.enabled()) {
      return EmbeddedCaches.alone();
    }
    if (!database.isShareable()) {
      throw new RefusalException(
          Code.CLUSTER_NEEDS_POSTGRESQL, "guestbridge.cluster.enabled is set without PostgreSQL.");
    }
    NodeIdentity identity = keyRing.get().nodeIdentity(clock);
    return EmbeddedCaches.joined(
        new Membership(
            node.id(),
            identity.fingerprint(),
            address(cluster.host()),
            cluster.port(),
            address(cluster.advertisedHost()),
            cluster.advertisedPort(),
            identity.tls(),
            database.dataSource()));
  }

  private static Optional<InetAddress> address(Optional<String> host) throws RefusalException {
    try {
      return host.isPresent() ? Optional.of(InetAddress.getByName(host.get())) : Optional.empty();
    } catch (UnknownHostException e) {
      throw new RefusalException(Code.CLUSTER_ADDRESS, "The host of the cluster is unknown.", e);
    }
  }

  void close(@Disposes EmbeddedCaches caches) {
    caches.close();
  }

  @Produces
  @Singleton
  Rates rates(EmbeddedCaches caches, InstantSource clock) {
    return caches.rates(clock);
  }

  @Produces
  @Singleton
  RefusedBindings refusedBindings(EmbeddedCaches caches) {
    return caches.refusedBindings();
  }
}

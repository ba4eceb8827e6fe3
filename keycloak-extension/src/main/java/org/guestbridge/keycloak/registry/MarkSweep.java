package org.guestbridge.keycloak.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.TimerProvider;

/**
 * Deletes, every hour, the once-only marks whose sign-in could not be finished any more anyway.
 * Each node does it; two at once delete the same rows. Audit records stay.
 */
final class MarkSweep {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.registry");
  private static final Duration INTERVAL = Duration.ofHours(1);

  /** How long a mark outlives its sign-in: more than nodes' clocks differ. */
  private static final Duration MARGIN = Duration.ofHours(1);

  /** Marks of all realms go with the sweep of any. */
  private static final RealmId ANY = new RealmId("any");

  private MarkSweep() {}

  static void schedule(KeycloakSessionFactory factory, DefaultRegistryFactory registry) {
    KeycloakModelUtils.runJobInTransaction(
        factory,
        session ->
            session
                .getProvider(TimerProvider.class)
                .scheduleTask(
                    (KeycloakSession each) -> sweep(registry),
                    INTERVAL.toMillis(),
                    "guestbridge-mark-sweep"));
  }

  private static void sweep(DefaultRegistryFactory registry) {
    try {
      Instant before = Instant.now().minus(MARGIN);
      int marks =
          registry.ledger().inUnit(ANY, unit -> unit.sweep(before, Optional.empty())).marks();
      LOG.debugf("swept %d marks", marks);
    } catch (RefusalException | LedgerUnavailableException later) {
      LOG.debug("nothing swept: the registry is not open");
    }
  }
}

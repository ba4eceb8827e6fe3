package org.guestbridge.app.boot;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.guestbridge.app.admin.AdminEndpoint;
import org.guestbridge.app.admin.AdminRoutes;
import org.guestbridge.app.admin.AdminToken;
import org.guestbridge.app.settings.BrokerSettings;
import org.jboss.logging.Logger;

/**
 * Opens the admin resource on the loopback management interface and leaves its token and port in
 * the data directory, where only the broker's user can read them.
 */
@Singleton
final class AdminInterface {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.admin");

  private final BrokerSettings settings;
  private final CurrentOperations operations;

  AdminInterface(BrokerSettings settings, CurrentOperations operations) {
    this.settings = settings;
    this.operations = operations;
  }

  void open(@Observes ManagementInterface management) throws IOException {
    AdminToken token = AdminToken.issue(settings.data());
    new AdminRoutes(operations, token).registerOn(management.router());
  }

  void announce(@Observes StartupEvent event) throws IOException {
    new AdminEndpoint(settings.managementPort()).announce(settings.data());
  }

  void withdraw(@Observes ShutdownEvent event) {
    try {
      AdminEndpoint.withdraw(settings.data());
    } catch (IOException e) {
      LOG.warn("the admin endpoint could not be withdrawn");
    }
  }
}

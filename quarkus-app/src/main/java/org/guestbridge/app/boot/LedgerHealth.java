package org.guestbridge.app.boot;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.app.store.RegistryDatabase;

/** Ready as long as the database answers; names the key ring, which all nodes must share. */
@Readiness
@Singleton
final class LedgerHealth implements HealthCheck {

  private final RegistryDatabase database;
  private final CurrentKeyRing keyRing;

  LedgerHealth(RegistryDatabase database, CurrentKeyRing keyRing) {
    this.database = database;
    this.keyRing = keyRing;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("registry")
        .status(database.answers())
        .withData("keyRing", keyRing.get().thumbprint())
        .build();
  }
}

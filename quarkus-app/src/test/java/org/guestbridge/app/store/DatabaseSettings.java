package org.guestbridge.app.store;

import java.util.Optional;
import org.guestbridge.app.settings.BrokerSettings;

/**
 * Settings of a database that is brought up to date at start and asks for no password.
 *
 * @param url its JDBC URL; empty for the H2 file in the data directory
 * @param user its user
 * @param connections at most
 */
public record DatabaseSettings(Optional<String> url, Optional<String> user, int connections)
    implements BrokerSettings.Database {

  /** The H2 file in the data directory. */
  public static DatabaseSettings ofFile() {
    return new DatabaseSettings(Optional.empty(), Optional.empty(), 2);
  }

  /** An embedded PostgreSQL. */
  static DatabaseSettings ofPostgres(String url, int connections) {
    return new DatabaseSettings(Optional.of(url), Optional.of("postgres"), connections);
  }

  @Override
  public Optional<String> password() {
    return Optional.empty();
  }

  @Override
  public boolean migrate() {
    return true;
  }
}

package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.app.store.RegistryDatabase;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;

/**
 * A registry that knows nobody, in memory, so that an explanation without a registry takes the same
 * path as every other. Suffixes depend on the registry key, so here they are examples.
 */
final class ScratchRegistry implements AutoCloseable {

  private final RegistryDatabase database;

  ScratchRegistry() {
    this.database = RegistryDatabase.open(new InMemory(UUID.randomUUID()), Path.of("."));
  }

  Ledger ledger() {
    database.migrate();
    byte[] key = new byte[RegistryKey.LENGTH];
    new SecureRandom().nextBytes(key);
    return new JdbcLedger(database.dataSource(), RegistryKey.of(key), InstantSource.system());
  }

  @Override
  public void close() {
    database.close();
  }

  private record InMemory(UUID name) implements BrokerSettings.Database {

    @Override
    public Optional<String> url() {
      return Optional.of("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    }

    @Override
    public Optional<String> user() {
      return Optional.empty();
    }

    @Override
    public Optional<String> password() {
      return Optional.empty();
    }

    @Override
    public int connections() {
      return 1;
    }

    @Override
    public boolean migrate() {
      return true;
    }
  }
}

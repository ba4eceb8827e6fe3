package org.guestbridge.keycloak.registry;

import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.JpaConnectionProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.transaction.JtaTransactionManagerLookup;

/**
 * Opens the one ledger of this server: the key from its file, the connections from Keycloak's pool.
 * It is tried once the tables are made and again for each login until it succeeds; a server whose
 * registry cannot be opened runs, says why in its log, and releases nobody.
 */
public final class DefaultRegistryFactory implements RegistryProviderFactory {

  /** The option's whole name, as on Keycloak's command line. */
  static final String KEY_FILE_OPTION = "spi-" + RegistrySpi.NAME + "--default--key-file";

  private static final Logger LOG = Logger.getLogger("org.guestbridge.registry");
  private static final String KEY_FILE = "key-file";

  private final InstantSource clock = Clock.systemUTC();
  private RegistryKeyFile keyFile = new RegistryKeyFile(Optional.empty());
  private @Nullable KeycloakSessionFactory sessions;
  private volatile @Nullable Ledger opened;

  @Override
  public void init(Config.Scope config) {
    keyFile = new RegistryKeyFile(Optional.ofNullable(config.get(KEY_FILE)).map(Path::of));
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    sessions = factory;
    factory.register(
        event -> {
          if (event instanceof PostMigrationEvent) {
            openAtStart(factory);
          }
        });
  }

  private void openAtStart(KeycloakSessionFactory factory) {
    try {
      ledger();
    } catch (RefusalException logged) {
      LOG.debug("every login is refused until the registry opens");
    }
    MarkSweep.schedule(factory, this);
  }

  @Override
  public Registry create(KeycloakSession session) {
    return new Registry() {
      @Override
      public Ledger ledger() throws RefusalException {
        return DefaultRegistryFactory.this.ledger();
      }

      @Override
      public void close() {}
    };
  }

  Ledger ledger() throws RefusalException {
    Ledger ready = opened;
    return ready == null ? open() : ready;
  }

  private synchronized Ledger open() throws RefusalException {
    Ledger ready = opened;
    if (ready == null) {
      try {
        ready = newLedger();
        opened = ready;
      } catch (RefusalException refusal) {
        LOG.errorf("registry not open code=%s: %s", refusal.code().text(), refusal.detail());
        throw refusal;
      }
    }
    return ready;
  }

  private Ledger newLedger() throws RefusalException {
    KeycloakSessionFactory factory = sessions;
    if (factory == null) {
      throw new RefusalException(Code.LEDGER_UNAVAILABLE, "The server is not up yet.");
    }
    RegistryKey key = keyFile.read();
    TransactionManager transactions = transactions(factory);
    try {
      return OwnTransactionLedger.outside(
          transactions, () -> new OwnTransactionLedger(verified(pool(factory), key), transactions));
    } catch (LedgerUnfitException unfit) {
      throw new RefusalException(unfit.code(), String.valueOf(unfit.getMessage()), unfit);
    } catch (LedgerUnavailableException unavailable) {
      throw new RefusalException(
          Code.LEDGER_UNAVAILABLE, "Keycloak's database does not answer.", unavailable);
    }
  }

  private JdbcLedger verified(JpaConnectionProviderFactory pool, RegistryKey key) {
    JdbcLedger ledger = new JdbcLedger(new RegistryConnections(pool), key, clock);
    if (!ledger.schemaPresent()) {
      throw new LedgerUnfitException(
          Code.LEDGER_SCHEMA_MISMATCH, "The database does not hold this version's tables.");
    }
    ledger.verifyConstraints();
    return ledger;
  }

  private static JpaConnectionProviderFactory pool(KeycloakSessionFactory factory) {
    return (JpaConnectionProviderFactory) factory.getProviderFactory(JpaConnectionProvider.class);
  }

  private static TransactionManager transactions(KeycloakSessionFactory factory) {
    return ((JtaTransactionManagerLookup)
            factory.getProviderFactory(JtaTransactionManagerLookup.class))
        .getTransactionManager();
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(KEY_FILE)
        .type(ProviderConfigProperty.STRING_TYPE)
        .label("Registry key file")
        .helpText(
            "Path of the file with the registry key: 32 bytes in base64 on one line, mode 0600."
                + " Back it up with the database; the registry is lost without it.")
        .add()
        .build();
  }

  @Override
  public void close() {}

  @Override
  public String getId() {
    return "default";
  }
}

package org.guestbridge.app.flow;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import liquibase.exception.LiquibaseException;
import org.guestbridge.app.store.KeycloakTables;
import org.guestbridge.core.problem.RefusalException;
import org.h2.Driver;

/**
 * Puts the broker between a simulated Entra and a simulated Atlassian, which run in this process;
 * with the argument {@code database=postgres}, on a real PostgreSQL; with {@code
 * database=keycloak}, on one where Keycloak made the tables; with {@code realms=two}, with {@link
 * Site#SECOND} beside the site's own realm.
 */
public final class BrokerUnderTest implements QuarkusTestResourceLifecycleManager {

  private static Site running;

  private boolean keycloak;
  private boolean postgres;
  private boolean twoRealms;
  private EmbeddedPostgres database;

  /** The site around the broker that runs now. */
  static synchronized Site site() {
    return Objects.requireNonNull(running, "no broker runs");
  }

  private static synchronized void run(Site site) {
    running = site;
  }

  @Override
  public void init(Map<String, String> arguments) {
    keycloak = "keycloak".equals(arguments.get("database"));
    postgres = keycloak || "postgres".equals(arguments.get("database"));
    twoRealms = "two".equals(arguments.get("realms"));
  }

  @Override
  public Map<String, String> start() {
    // Drivers are found once a process, but each restart of the broker has a class loader of its
    // own.
    Driver.load();
    try {
      Site site = Site.create();
      run(site);
      Map<String, String> settings = new HashMap<>(site.settings());
      if (twoRealms) {
        site.addSecondRealm();
        settings.merge(
            "guestbridge.realm-file",
            site.secondRealmFile().toString(),
            (one, two) -> one + "," + two);
      }
      if (postgres) {
        database = EmbeddedPostgres.start();
        settings.put("guestbridge.db.url", database.getJdbcUrl("postgres", "postgres"));
        settings.put("guestbridge.db.user", "postgres");
      }
      if (keycloak) {
        KeycloakTables.make(database.getPostgresDatabase());
        settings.put("guestbridge.db.migrate", "false");
      }
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RefusalException | SQLException | LiquibaseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    try {
      site().close();
      if (database != null) {
        database.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.guestbridge.keycloak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.Database;
import org.guestbridge.keycloak.harness.KeycloakHome;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.keycloak.harness.RegistryView;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two Keycloaks as one cluster on one PostgreSQL, and browsers whose requests go to either in turn.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class NodesIT {

  private static final int BROWSERS = 16;

  /** First logins of each browser; 200 for the whole run. */
  private static final int LOGINS = Integer.getInteger("guestbridge.keycloak.logins", 5);

  private static KeycloakServer first;
  private static KeycloakServer second;
  private static KeycloakSite site;
  private static RegistryView registry;

  @BeforeAll
  static void start() throws Exception {
    first = KeycloakServer.shared();
    second = first.besides(KeycloakHome.of(Database.POSTGRES)).clustered().start();
    site = KeycloakSite.create(first);
    registry = first.registry();
  }

  @AfterAll
  static void stop() {
    site.close();
    second.close();
  }

  @Test
  void firstLoginsWhenNamesCollideOnTwoNodesThenEachGuestHasAnAliasAndAUser() throws Exception {
    assertThat(second.log()).as("both nodes in one view").containsPattern("view .*\\(2\\) \\[");
    int expected = BROWSERS * LOGINS;
    Instant begun = Instant.now();

    Map<String, Integer> outcomes = logIn();

    System.out.printf(
        "%d browsers x %d first logins on two nodes in %d s: %s%n",
        BROWSERS, LOGINS, Duration.between(begun, Instant.now()).toSeconds(), outcomes);
    System.out.printf(
        "bindings %d, aliases %d, users %d, of them bound %d, links %d%n",
        bindings(), aliases(), users(""), users(BOUND), links());
    assertThat(outcomes).isEqualTo(Map.of("released", expected));
    assertThat(bindings()).isEqualTo(expected);
    assertThat(aliases()).isEqualTo(expected);
    assertThat(users("")).isEqualTo(expected);
    assertThat(users(BOUND)).as("users with a binding of their own name").isEqualTo(expected);
    assertThat(links()).isEqualTo(expected);
    assertThat(site.atlassian().organization().succeeded()).isEqualTo(expected);
  }

  /** All browsers at once; in each round all guests have the same local part. */
  private static Map<String, Integer> logIn() throws Exception {
    ConcurrentMap<String, Integer> outcomes = new ConcurrentHashMap<>();
    ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int number = 0; number < BROWSERS; number++) {
        String domain = "partner" + number + ".example";
        running.add(browsers.submit(() -> logIn(domain, outcomes)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      browsers.shutdownNow();
    }
    return outcomes;
  }

  private static void logIn(String domain, ConcurrentMap<String, Integer> outcomes) {
    for (int round = 0; round < LOGINS; round++) {
      Person guest = site.invite("round" + round + ".same@" + domain);
      outcomes.merge(outcome(guest), 1, Integer::sum);
    }
  }

  private static String outcome(Person guest) {
    try {
      return new Browser(site, inTurn()).logIn(guest).outcome();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    } catch (Exception | AssertionError failure) {
      return failure.toString();
    }
  }

  private static UnaryOperator<URI> inTurn() {
    AtomicInteger requests = new AtomicInteger();
    return uri -> (requests.getAndIncrement() % 2 == 0 ? first : second).at(uri);
  }

  private static final String BOUND =
      " AND EXISTS (SELECT 1 FROM user_attribute a JOIN gb_binding b ON b.id::text = a.value"
          + " WHERE a.user_id = u.id AND a.name = 'guestbridge.binding' AND b.realm = r.name"
          + " AND b.address = u.username AND b.address = u.email)";

  private static long bindings() throws Exception {
    return registry.count("gb_binding WHERE realm = '" + site.realm() + "'");
  }

  private static long aliases() throws Exception {
    return registry.count(
        "(SELECT DISTINCT address FROM gb_binding WHERE realm = '" + site.realm() + "') a");
  }

  private static long users(String condition) throws Exception {
    return registry.count(
        "user_entity u JOIN realm r ON r.id = u.realm_id WHERE r.name = '"
            + site.realm()
            + "'"
            + condition);
  }

  private static long links() throws Exception {
    return registry.count(
        "federated_identity f JOIN realm r ON r.id = f.realm_id WHERE r.name = '"
            + site.realm()
            + "'");
  }
}

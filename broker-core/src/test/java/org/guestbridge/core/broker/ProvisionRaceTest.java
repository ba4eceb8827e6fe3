package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.Race;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.ledger.jdbc.Schema;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGPoolingDataSource;

/** Logins, planners and administrators of two nodes at the same people, on both databases. */
@SuppressWarnings("deprecation") // The driver's own pool is enough for a test.
final class ProvisionRaceTest {

  private static final RealmId REALM = new RealmId("example");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final int PEOPLE = 40;

  private final RuleSet rules = Realm.rules("joe", OnCollision.SUFFIX);

  @Test
  @Timeout(300)
  void raceWhenOnH2ThenOneBindingEachAndTheDirectoryAgrees() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:provision-race;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000", "sa", "");
    pool.setMaxConnections(16);
    try {
      race(pool);
    } finally {
      Schema.execute(pool, "SHUTDOWN");
      pool.dispose();
    }
  }

  @Test
  @Timeout(300)
  void raceWhenOnPostgresThenOneBindingEachAndTheDirectoryAgrees() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start()) {
      PGPoolingDataSource pool = new PGPoolingDataSource();
      pool.setDataSourceName("provision-race");
      pool.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
      pool.setMaxConnections(16);
      race(pool);
      pool.close();
    }
  }

  private void race(DataSource database) throws Exception {
    Schema.migrate(database);
    Ledger ledger =
        new JdbcLedger(database, RegistryKey.of(new byte[32]), InstantSource.fixed(NOW));
    List<Broker> nodes = List.of(broker(ledger), broker(ledger));
    List<Visitor> visitors = new ArrayList<>();
    List<UUID> people = new ArrayList<>();
    List<Callable<Object>> contenders = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      Visitor visitor = Visitor.guest(i, "joe" + i + "@partner.example");
      UUID person = store(ledger, visitor);
      visitors.add(visitor);
      people.add(person);
      for (Broker node : nodes) {
        String transaction = i + " " + nodes.indexOf(node);
        contenders.add(() -> node.provision(person));
        contenders.add(() -> node.provision(person));
        contenders.add(() -> node.login(attempt(visitor, transaction)));
      }
      if (i % 4 == 0) {
        contenders.add(() -> holdWhenBound(ledger, nodes.get(0), visitor));
      }
    }
    Collections.shuffle(contenders, new Random(42));
    Race.run(contenders);
    people.forEach(nodes.get(0)::provision);
    List<Binding> bindings =
        ledger.inUnit(REALM, unit -> unit.aliases().list(Optional.empty(), 1000));
    assertThat(bindings).hasSize(PEOPLE);
    assertThat(bindings).extracting(Binding::address).doesNotHaveDuplicates();
    for (int i = 0; i < PEOPLE; i++) {
      agree(ledger, visitors.get(i), people.get(i));
    }
    new ConversionRace(ledger, REALM, nodes).run();
  }

  private static void agree(Ledger ledger, Visitor visitor, UUID person) {
    Optional<Binding> binding =
        ledger.inUnit(REALM, unit -> unit.aliases().peek(visitor.subject()));
    Optional<SourcePerson> stored = ledger.inUnit(REALM, unit -> unit.people().find(person));
    boolean active = binding.orElseThrow().statusCode().isEmpty();
    assertThat(binding.orElseThrow().provisional()).isFalse();
    assertThat(stored.orElseThrow().plan().state())
        .isEqualTo(active ? PlanState.PROVIDED : PlanState.WITHDRAWN);
    DeliveryKey key = DeliveryKey.account("cloud", binding.get().id());
    Optional<Delivery> delivery = ledger.inUnit(REALM, unit -> unit.outbox().find(key));
    assertThat(delivery.isPresent() || !active).isTrue();
    delivery.ifPresent(
        there -> assertThat(there.account().orElseThrow().active()).isEqualTo(active));
  }

  private static Object holdWhenBound(Ledger ledger, Broker node, Visitor visitor) {
    Optional<Binding> binding =
        ledger.inUnit(REALM, unit -> unit.aliases().peek(visitor.subject()));
    return binding
        .filter(found -> !found.provisional())
        .map(found -> (Object) node.hold(new AdminCommand(found.id(), "test", "c")))
        .orElse("too early");
  }

  private static UUID store(Ledger ledger, Visitor visitor) {
    StoreOutcome<SourcePerson> outcome =
        ledger.inUnit(
            REALM, unit -> unit.people().insert(Source.GUESTS.name(), Source.of(visitor)));
    return ((StoreOutcome.Stored<SourcePerson>) outcome).value().id();
  }

  private Broker broker(Ledger ledger) {
    return new Broker(
        ledger,
        REALM,
        () -> rules,
        ChangedHumanPolicies.defaults(),
        code -> true,
        Source.provisioning(MailRouting.ELSEWHERE),
        InstantSource.fixed(NOW));
  }

  private static LoginAttempt attempt(Visitor visitor, String transaction) {
    OnceMark mark = new OnceMark(OnceMark.Kind.LOGIN_TRANSACTION, "example", transaction, NOW);
    return new LoginAttempt(visitor.identity(), mark, "atlassian", transaction);
  }
}

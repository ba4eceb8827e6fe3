package org.guestbridge.core.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DuePerson;
import org.guestbridge.core.provisioning.GroupFilter;
import org.guestbridge.core.provisioning.Lease;
import org.guestbridge.core.provisioning.PersonFilter;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.Selection;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * With 100,000 people, 2,000 groups and 200,000 memberships in PostgreSQL, what a cycle of
 * provisioning does for each of them finds its rows by an index.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StatementPlansTest {

  private static final RealmId REALM = new RealmId("example");
  private static final String CLOUD = "atlassian";
  private static final String SCIM = "scim";
  private static final List<String> LARGE =
      List.of(
          "gb_person",
          "gb_source_member",
          "gb_binding",
          "gb_address",
          "gb_delivery",
          "gb_delivery_member",
          "gb_history",
          "gb_audit");

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void fill() throws Exception {
    postgres = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
    DataSource database = postgres.getPostgresDatabase();
    Schema.migrate(database);
    for (String sql :
        List.of(
            "INSERT INTO gb_person (id, realm, channel, source_key, object_id, external_id,"
                + " user_name, mail, active, document, version, removed, due, due_at, due_mark,"
                + " plan_state, plan_version, binding_id, created_at, changed_at)"
                + " SELECT md5('p' || n)::uuid, 'example', 'scim', 'user' || n,"
                + " md5('o' || n)::uuid, md5('o' || n)::uuid::text, 'user' || n,"
                + " 'user' || n || '@x', TRUE, '{}', 1, FALSE, n % 100 = 0, now(), 1, 'PROVIDED',"
                + " 'v1', md5('b' || n)::uuid, now(), now() FROM generate_series(1, 100000) n",
            "INSERT INTO gb_source_group (id, realm, channel, name_key, display_name, external_id,"
                + " document, version, created_at, changed_at) SELECT md5('g' || n)::uuid,"
                + " 'example', 'scim', 'group' || n, 'group' || n, 'group' || n, '{}', 1, now(),"
                + " now() FROM generate_series(1, 2000) n",
            "INSERT INTO gb_source_member (group_id, person_id) SELECT"
                + " md5('g' || 1 + (n + m * 7) % 2000)::uuid, md5('p' || n)::uuid"
                + " FROM generate_series(1, 100000) n, generate_series(1, 2) m",
            "INSERT INTO gb_binding (id, realm, subject_digest, kind, status, subject_type,"
                + " subject_authority, subject_object, address, compare_next, provisional,"
                + " created_at) SELECT md5('b' || n)::uuid, 'example', sha256(('s' || n)::bytea),"
                + " 'ALIAS', 'ACTIVE', 'ENTRA', 't', md5('o' || n), 'user' || n ||"
                + " '@guests.example.com', TRUE, TRUE, now() FROM generate_series(1, 100000) n",
            "INSERT INTO gb_address (digest, binding_id, first_bound_at) SELECT"
                + " sha256(('a' || n)::bytea), md5('b' || n)::uuid, now()"
                + " FROM generate_series(1, 100000) n",
            "INSERT INTO gb_delivery (realm, directory, kind, item, binding_id, address,"
                + " given_name, surname, active, desired_version, delivered_version, remote_id,"
                + " state, attempts, due_at) SELECT 'example', 'atlassian', 'USER',"
                + " md5('b' || n)::uuid::text, md5('b' || n)::uuid, 'user' || n ||"
                + " '@guests.example.com', 'Joe', 'Doe', TRUE, 1, 0, 'r' || n,"
                + " 'PENDING', 0, now() FROM generate_series(1, 100000) n",
            "INSERT INTO gb_delivery (realm, directory, kind, item, active, desired_version,"
                + " delivered_version, remote_id, state, attempts, due_at) SELECT 'example',"
                + " 'atlassian', 'GROUP', 'group' || n, TRUE, 1, 1, 'g' || n, 'DELIVERED', 0, now()"
                + " FROM generate_series(1, 2000) n",
            "INSERT INTO gb_delivery_member (realm, directory, group_name, binding_id, wanted,"
                + " delivered, pending, linked) SELECT 'example', 'atlassian',"
                + " 'group' || 1 + (n + m * 7) % 2000, md5('b' || n)::uuid, TRUE, FALSE, TRUE,"
                + " n % 2 = 0 FROM generate_series(1, 100000) n, generate_series(1, 2) m",
            "ANALYZE")) {
      Schema.execute(database, sql);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  @Order(1)
  void provisionedPeopleWhenStoredPlannedAndDeliveredThenFoundByIndex() throws Exception {
    ExplainedStatements explained = new ExplainedStatements(postgres.getPostgresDatabase());
    JdbcLedger ledger = ledger(explained);
    store(ledger);
    plan(ledger);
    deliver(ledger);
    assertThat(explained.plans()).hasSizeGreaterThan(40);
    assertNoneReadsATableWhole(explained);
  }

  @Test
  @Order(2)
  void deliveriesWhenNothingIsPendingThenFoundByIndex() throws Exception {
    DataSource database = postgres.getPostgresDatabase();
    Schema.execute(database, "UPDATE gb_delivery_member SET pending = FALSE, linked = TRUE");
    Schema.execute(database, "UPDATE gb_delivery SET state = 'DELIVERED', delivered_version = 1");
    Schema.execute(database, "UPDATE gb_person SET due = FALSE");
    Schema.execute(database, "VACUUM ANALYZE");
    ExplainedStatements explained = new ExplainedStatements(database);
    JdbcLedger ledger = ledger(explained);
    in(ledger, unit -> unit.plans().take(60, Duration.ofSeconds(30)));
    for (DeliveryKind kind : DeliveryKind.values()) {
      in(ledger, unit -> unit.outbox().lease(CLOUD, kind, 64, Duration.ofSeconds(45)));
    }
    in(ledger, unit -> unit.outbox().backlog(CLOUD));
    in(ledger, unit -> unit.plans().backlog());
    assertNoneReadsATableWhole(explained);
  }

  private static void store(JdbcLedger ledger) {
    for (PersonFilter filter :
        List.of(
            filter(Optional.of("user7"), Optional.empty(), Optional.empty()),
            filter(Optional.empty(), Optional.of(md5("o7").toString()), Optional.empty()),
            filter(Optional.empty(), Optional.empty(), Optional.of("user7@x")))) {
      List<SourcePerson> found =
          in(
              ledger,
              unit -> {
                unit.people().count(SCIM, filter);
                return unit.people().list(SCIM, filter, 0, 100);
              });
      assertThat(found).hasSize(1);
    }
    SourcePerson seven = in(ledger, unit -> unit.people().find(md5("p7"))).orElseThrow();
    in(ledger, unit -> unit.people().insert(SCIM, statement("fresh", md5("o-fresh"))));
    in(ledger, unit -> unit.people().replace(seven.id(), 1, statement("moved", md5("o7"))));
    in(ledger, unit -> unit.people().remove(md5("p8")));
    GroupFilter named =
        new GroupFilter(
            Optional.empty(), Optional.of("group9"), Optional.empty(), Optional.empty());
    in(ledger, unit -> unit.groups().list(SCIM, named, 0, 100));
    in(ledger, unit -> unit.groups().addMembers(md5("g9"), List.of(md5("p10"), md5("p11"))));
    in(ledger, unit -> unit.groups().removeMembers(md5("g9"), List.of(md5("p10"))));
    in(ledger, unit -> unit.groups().members(md5("g9"), Optional.empty(), 1_000));
  }

  private static void plan(JdbcLedger ledger) {
    UUID taken =
        in(ledger, unit -> unit.plans().take(60, Duration.ofSeconds(30))).stream()
            .findFirst()
            .orElseThrow();
    DuePerson due = in(ledger, unit -> unit.plans().read(taken)).orElseThrow();
    UUID binding = due.person().plan().bindingId().orElse(md5("b1"));
    in(
        ledger,
        unit -> {
          unit.aliases().lock(binding);
          unit.aliases().find(new UpstreamSubject.Entra(md5("t"), md5("o7")));
          unit.groups().ofPerson(taken, 1_000);
          unit.plans().isProvidedToAnother(binding, taken);
          unit.outbox().isDesired(binding);
          unit.outbox().provide(Set.of(CLOUD), identity(binding, "Ann", "group1", "group new"));
          unit.plans().markDueByBinding(binding);
          unit.plans().markDueBySubject(new UpstreamSubject.Entra(md5("t"), md5("o7")));
          unit.plans().findByObjectId(SCIM, md5("o7"));
          boolean unchanged = unit.plans().isUnchanged(taken, due.mark());
          unit.plans().settle(taken, due.person().plan(), Optional.empty());
          return unchanged;
        });
    in(
        ledger,
        unit -> unit.plans().markDue(new Selection.PlannedOtherwise("v1"), Optional.empty(), 500));
    in(
        ledger,
        unit -> unit.plans().markDue(new Selection.InGroup(md5("g9")), Optional.empty(), 500));
    in(ledger, unit -> unit.plans().backlog());
  }

  private static void deliver(JdbcLedger ledger) {
    List<Lease> leases =
        in(ledger, unit -> unit.outbox().lease(CLOUD, DeliveryKind.USER, 64, ofLease()));
    in(ledger, unit -> unit.outbox().delivered(leases.get(0)));
    in(
        ledger,
        unit ->
            unit.outbox()
                .retryAt(
                    leases.get(1),
                    Clock.systemUTC().instant(),
                    Code.DELIVERY_UNREACHABLE,
                    "no answer"));
    in(ledger, unit -> unit.outbox().setAside(leases.get(2), Code.DELIVERY_REFUSED, "status 400"));
    DeliveryKey key = leases.get(0).delivery().key();
    in(
        ledger,
        unit -> {
          unit.outbox().link(key, Optional.of("another"));
          return key;
        });
    in(ledger, unit -> unit.outbox().lease(CLOUD, DeliveryKind.GROUP, 8, ofLease()));
    in(ledger, unit -> unit.outbox().differing(CLOUD, "group9", 100));
    in(
        ledger,
        unit -> {
          unit.outbox().memberDelivered(CLOUD, "group9", md5("b2"), true);
          unit.outbox().withdraw(md5("b3"));
          return key;
        });
    in(ledger, unit -> unit.outbox().find(key));
  }

  private static Duration ofLease() {
    return Duration.ofSeconds(45);
  }

  private static void assertNoneReadsATableWhole(ExplainedStatements explained) {
    for (Map.Entry<String, String> each : explained.plans().entrySet()) {
      for (String table : LARGE) {
        assertThat(each.getValue())
            .as(each.getKey())
            .doesNotContainPattern("Seq Scan on " + table + "( |$)");
      }
    }
  }

  private static JdbcLedger ledger(ExplainedStatements explained) {
    return new JdbcLedger(explained.dataSource(), RegistryKey.of(new byte[32]), Clock.systemUTC());
  }

  private static <T> T in(JdbcLedger ledger, Function<Unit, T> work) {
    return ledger.inUnit(REALM, work::apply);
  }

  private static PersonFilter filter(
      Optional<String> key, Optional<String> externalId, Optional<String> mail) {
    return new PersonFilter(Optional.empty(), key, externalId, mail);
  }

  private static PersonStatement statement(String userName, UUID objectId) {
    return new PersonStatement(
        userName.toLowerCase(Locale.ROOT),
        Optional.of(objectId.toString()),
        userName,
        Optional.of(userName + "@x"),
        true,
        "{}");
  }

  private static ReleasedIdentity identity(UUID id, String givenName, String... groups) {
    Binding binding =
        new Binding(
            id,
            BindingKind.ALIAS,
            BindingStatus.ACTIVE,
            Optional.empty(),
            Optional.empty(),
            EmailAddress.parse("another@guests.example.com"),
            Fingerprint.NONE,
            true,
            true,
            Clock.systemUTC().instant());
    return ReleasedIdentity.of(
        BoundAddress.of(binding), new ReleasedNames(givenName, "Doe"), List.of(groups));
  }

  /** The UUID that PostgreSQL makes of the digest of a text. */
  private static UUID md5(String text) {
    try {
      ByteBuffer digest =
          ByteBuffer.wrap(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII)));
      return new UUID(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has MD5", absent);
    }
  }
}

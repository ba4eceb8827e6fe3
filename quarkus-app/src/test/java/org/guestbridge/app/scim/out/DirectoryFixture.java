package org.guestbridge.app.scim.out;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.ledger.jdbc.Schema;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.ScimDirectory;
import org.guestbridge.realm.Secret;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.ScimSettings;
import org.h2.jdbcx.JdbcConnectionPool;

/** A database, a simulated directory, and deliverers between them. */
public final class DirectoryFixture implements AutoCloseable {

  public static final RealmId REALM = new RealmId("example");
  public static final String CLOUD = "atlassian";

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  public final SimulatedAtlassian atlassian =
      SimulatedAtlassian.start(AtlassianSettings.defaults());
  public final AtlassianScim scim = AtlassianScim.register(atlassian, ScimSettings.defaults());
  public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  public final Ledger ledger;
  private final Runnable disposal;

  public DirectoryFixture() throws Exception {
    this(
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
            "sa",
            ""));
  }

  private DirectoryFixture(JdbcConnectionPool pool) throws Exception {
    this(pool, pool::dispose);
  }

  /** On a database of the caller, which is emptied. */
  DirectoryFixture(DataSource database, Runnable disposal) throws Exception {
    this.disposal = disposal;
    Schema.migrate(database);
    Schema.clear(database);
    ledger = new JdbcLedger(database, RegistryKey.of(new byte[32]), Clock.systemUTC());
  }

  public Deliverer deliverer() {
    return deliverer(MailReadiness.UNASKED);
  }

  /** A deliverer that asks {@code mail} before it makes an account. */
  Deliverer deliverer(MailReadiness mail) {
    return deliverer(ledger, scim.base(), scim.keys().current(), Duration.ofHours(1), mail);
  }

  /** One that reaches the database through {@code through}. */
  Deliverer deliverer(Ledger through) {
    return deliverer(
        through, scim.base(), scim.keys().current(), Duration.ofHours(1), MailReadiness.UNASKED);
  }

  public Deliverer deliverer(URI base, String key, Duration probe) {
    return deliverer(ledger, base, key, probe, MailReadiness.UNASKED);
  }

  private Deliverer deliverer(
      Ledger through, URI base, String key, Duration probe, MailReadiness mail) {
    DeliverySettings settings =
        new DeliverySettings(
            Duration.ofMillis(1), Duration.ofMillis(20), probe, Duration.ofMinutes(5), 4, 64);
    HttpLimits limits = new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), 1024 * 1024);
    return new Deliverer(
        through,
        REALM,
        CLOUD,
        new ScimDirectory(base, Secret.of(key), 1_000, Optional.empty()),
        mail,
        BoundedHttp.create(limits),
        Clock.systemUTC(),
        settings,
        metrics);
  }

  /** Rounds until nothing is pending and no membership differs. */
  public void settle(Deliverer deliverer) throws Exception {
    Instant end = Instant.now().plus(DEADLINE);
    while (outbox(outbox -> outbox.backlog(CLOUD).waiting() + outbox.differingMembers(CLOUD)) > 0) {
      if (deliverer.round() == 0 && Instant.now().isAfter(end)) {
        throw new AssertionError("not settled in time");
      }
    }
  }

  public <T> T outbox(Function<Outbox, T> question) {
    return ledger.inUnit(REALM, unit -> question.apply(unit.outbox()));
  }

  public Delivery find(UUID id) {
    return outbox(outbox -> outbox.find(DeliveryKey.account(CLOUD, id))).orElseThrow();
  }

  Delivery group(String name) {
    return outbox(outbox -> outbox.find(DeliveryKey.group(CLOUD, name))).orElseThrow();
  }

  public void provide(UUID id, String givenName, String... groups) {
    outbox(
        outbox -> {
          outbox.provide(Set.of(CLOUD), identity(id, givenName, groups));
          return id;
        });
  }

  void withdraw(UUID id) {
    outbox(
        outbox -> {
          outbox.withdraw(id);
          return id;
        });
  }

  public static String address(UUID id) {
    return "p" + id.getLeastSignificantBits() + "@guests.example.com";
  }

  private static ReleasedIdentity identity(UUID id, String givenName, String... groups) {
    Binding binding =
        new Binding(
            id,
            BindingKind.ALIAS,
            BindingStatus.ACTIVE,
            Optional.empty(),
            Optional.empty(),
            EmailAddress.parse(address(id)),
            Fingerprint.NONE,
            true,
            true,
            Instant.EPOCH);
    return ReleasedIdentity.of(
        BoundAddress.of(binding), new ReleasedNames(givenName, "Doe"), List.of(groups));
  }

  /** What another client of the directory does, behind the broker's back; the answer's body. */
  public String send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(scim.base() + "/" + path))
            .header("Authorization", "Bearer " + scim.keys().current())
            .header("Content-Type", "application/scim+json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isBetween(200, 299);
    return answer.body();
  }

  @Override
  public void close() {
    atlassian.close();
    disposal.run();
  }
}

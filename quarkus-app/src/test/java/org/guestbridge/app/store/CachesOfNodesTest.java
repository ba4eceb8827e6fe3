package org.guestbridge.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.app.keys.NodeIdentity;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes share, on a real PostgreSQL. */
class CachesOfNodesTest {

  private static final RealmId REALM = new RealmId("example");
  private static final UpstreamSubject SUBJECT =
      new UpstreamSubject.Oidc("https://login.example.com", "someone");

  @TempDir private static Path directory;

  private static EmbeddedPostgres postgres;
  private static RegistryDatabase database;
  private static NodeIdentity ours;
  private static NodeIdentity another;

  @BeforeAll
  static void start() throws IOException, RefusalException {
    postgres = EmbeddedPostgres.start();
    database =
        RegistryDatabase.open(
            DatabaseSettings.ofPostgres(postgres.getJdbcUrl("postgres", "postgres"), 8), directory);
    database.migrate();
    ours = identity("ours");
    another = identity("another");
  }

  private static NodeIdentity identity(String name) throws IOException, RefusalException {
    return KeyRing.generate(
            KeyRingLocation.in(Files.createDirectory(directory.resolve(name)), Map.of()),
            REALM,
            KeySize.RSA_2048,
            InstantSource.system())
        .nodeIdentity(InstantSource.system());
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
    postgres.close();
  }

  @Test
  void invalidateWhenNodesHaveJoinedThenForgottenOnAll() throws Exception {
    try (EmbeddedCaches one = EmbeddedCaches.joined(membership(ours));
        EmbeddedCaches two = EmbeddedCaches.joined(membership(ours))) {
      eventually(() -> one.members().size() == 2 && two.members().size() == 2);
      RefusedBindings here = one.refusedBindings();
      RefusedBindings there = two.refusedBindings();

      there.remember(REALM, SUBJECT, Code.BINDING_HELD);
      assertThat(there.recent(REALM, SUBJECT)).contains(Code.BINDING_HELD);
      assertThat(here.recent(REALM, SUBJECT)).as("what one node refused stays its own").isEmpty();

      long start = System.nanoTime();
      here.invalidate();
      eventually(() -> there.recent(REALM, SUBJECT).isEmpty());
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("sooner than it would have been forgotten anyway")
          .isLessThan(RefusedBindings.LIFESPAN.minusSeconds(1));
    }
  }

  @Test
  void joinedWhenANodeOfAnotherRingCameBetweenThenTheThirdFindsTheOthers() throws Exception {
    try (EmbeddedCaches one = EmbeddedCaches.joined(membership(ours));
        EmbeddedCaches two = EmbeddedCaches.joined(membership(ours));
        EmbeddedCaches stranger = EmbeddedCaches.joined(membership(another));
        EmbeddedCaches three = EmbeddedCaches.joined(membership(ours))) {
      eventually(() -> Stream.of(one, two, three).allMatch(node -> node.members().size() == 3));
      assertThat(stranger.members()).hasSize(1);
      assertThat(one.members()).doesNotContainAnyElementsOf(stranger.members());
    }
  }

  @Test
  void joinedWhenAnotherTookItOffTheListThenBackOnItAndFound() throws Exception {
    try (EmbeddedCaches one = EmbeddedCaches.joined(membership(ours))) {
      assertThat(listed()).isEqualTo(1);
      execute("DELETE FROM gb_discovery");
      execute(
          "INSERT INTO gb_discovery (address, name, cluster_name, ip, coordinator) VALUES ('"
              + UUID.randomUUID()
              + "', 'another', 'guestbridge-"
              + ours.fingerprint()
              + "', '127.0.0.1:9', true)");
      eventually(() -> listed() == 2);
      execute("DELETE FROM gb_discovery WHERE name = 'another'");
      try (EmbeddedCaches two = EmbeddedCaches.joined(membership(ours))) {
        eventually(() -> one.members().size() == 2 && two.members().size() == 2);
      }
    }
  }

  @Test
  void joinedWhenPortIsTakenThenRefused() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
      Membership membership =
          new Membership(
              UUID.randomUUID(),
              "ring",
              Optional.of(loopback),
              taken.getLocalPort(),
              Optional.empty(),
              Optional.empty(),
              ours.tls(),
              database.dataSource());
      assertThatThrownBy(() -> EmbeddedCaches.joined(membership))
          .isInstanceOfSatisfying(
              RefusalException.class,
              refusal -> assertThat(refusal.code()).isEqualTo(Code.CLUSTER_ADDRESS));
    }
  }

  @Test
  void beatWhenOthersLiveThenTheEldestComesFirstAndWhoLeavesIsGone() {
    NodeTable table = new NodeTable(database.dataSource());
    UUID elder = UUID.fromString("ffffffff-ffff-4fff-8fff-ffffffffffff");
    UUID younger = UUID.fromString("00000000-0000-4000-8000-000000000000");

    assertThat(ids(table.beat(elder, "ring", "1", "example=1"))).containsExactly(elder);
    assertThat(ids(table.beat(younger, "other", "1", "example=1"))).containsExactly(elder, younger);
    List<LiveNode> again = table.beat(elder, "ring", "1", "x".repeat(5_000));
    assertThat(ids(again)).containsExactly(elder, younger);
    assertThat(again.get(0).realms()).hasSize(NodeTable.MAX_REALMS);
    assertThat(again.get(0).seenAt()).isAfter(again.get(0).startedAt());

    table.leave(elder);
    assertThat(ids(table.beat(younger, "other", "1", "example=1"))).containsExactly(younger);
    table.leave(younger);
  }

  private static List<UUID> ids(List<LiveNode> nodes) {
    return nodes.stream().map(LiveNode::id).toList();
  }

  private static Membership membership(NodeIdentity identity) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
      port = free.getLocalPort();
    }
    return new Membership(
        UUID.randomUUID(),
        identity.fingerprint(),
        Optional.of(loopback),
        port,
        Optional.empty(),
        Optional.empty(),
        identity.tls(),
        database.dataSource());
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int listed() {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM gb_discovery")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}

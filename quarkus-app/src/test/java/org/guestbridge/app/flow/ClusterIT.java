package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.guestbridge.app.admin.NodeView;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Several brokers as they are shipped, on one PostgreSQL. Two of them, {@code a} and {@code b}, are
 * a cluster; {@code e} and {@code f} are on a database where nodes can't find one another.
 */
class ClusterIT {

  private static final Duration FRESHNESS = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static EmbeddedPostgres postgres;
  private static Site site;
  private static NodeProcess a;
  private static NodeProcess b;
  private static NodeProcess e;
  private static NodeProcess f;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    site = Site.create();
    execute("postgres", "CREATE DATABASE apart");
    a = NodeProcess.node(NodeProcess.dataOf(site, "a"), site.sso().getPort(), url("postgres"));
    e = NodeProcess.node(NodeProcess.dataOf(site, "e"), NodeProcess.freePort(), url("apart"));
    e.awaitReady();
    execute("apart", "ALTER TABLE gb_discovery RENAME TO gb_lost");
    b = NodeProcess.node(NodeProcess.dataOf(site, "b"), NodeProcess.freePort(), url("postgres"));
    f = apartNode();
    a.awaitReady();
    b.awaitReady();
  }

  /** The schema is complete already, so that only discovery misses its table. */
  private static NodeProcess apartNode() throws Exception {
    NodeProcess node =
        NodeProcess.node(NodeProcess.dataOf(site, "f"), NodeProcess.freePort(), url("apart"));
    return node.awaitReady();
  }

  @AfterAll
  static void stop() throws IOException {
    List.of(a, b, e, f).forEach(NodeProcess::close);
    site.close();
    postgres.close();
  }

  @Test
  void nodesOnOneDatabaseFormOneCluster() throws Exception {
    eventually(PATIENCE, () -> joined(a) == 2 && joined(b) == 2);
    assertThat(a.runsCluster()).isTrue();
    assertThat(a.ready().body()).contains("\"clustered\": true");
  }

  @Test
  void loginThatStartsOnOneNodeEndsOnAnotherAndIsUsedUpOnBoth() throws Exception {
    Browser browser = new Browser(site);
    Person guest = site.invite("cross@partner.example");
    Browser.Answer begun = begin(browser, a);
    Browser.Post first = browser.signIn(begun, guest.key());
    Browser.Post second = browser.signIn(begun, guest.key());
    Browser.Post third = browser.signIn(begun, guest.key());
    Map<String, String> kept = browser.cookies();

    Browser.Answer answer = browser.submit(at(first, b));
    assertThat(answer.outcome()).isEqualTo("released");
    browser.deliver(answer);

    browser.cookies(kept);
    assertThat(browser.submit(at(second, a)).outcome()).isEqualTo("transaction_used");
    browser.cookies(kept);
    assertThat(browser.submit(at(third, b)).outcome()).isEqualTo("transaction_used");
  }

  @Test
  void holdReleaseAndRetirementOnOneNodeReachTheOther() throws Exception {
    Person guest = site.invite("stopped@partner.example");
    assertThat(login(guest, a, b)).isEqualTo("released");
    String binding = binding("postgres", "stopped@guests.example.com");

    assertThat(a.order(binding, "hold")).isEqualTo(200);
    assertThat(login(guest, b, b)).isEqualTo("binding_held");
    assertThat(a.order(binding, "release")).isEqualTo(200);
    eventually(FRESHNESS, () -> login(guest, b, b).equals("released"));
    assertThat(b.order(binding, "retire")).isEqualTo(200);
    assertThat(login(guest, a, a)).isEqualTo("binding_retired");
    assertThat(login(guest, b, b)).isEqualTo("binding_retired");
  }

  @Test
  void nodeThatIsKilledTakesNothingWithIt() throws Exception {
    Path data = NodeProcess.dataOf(site, "c");
    Browser browser = new Browser(site);
    Person guest = site.invite("orphan@partner.example");
    List<Browser.Post> copies = new ArrayList<>();
    Map<String, String> kept;
    try (NodeProcess c = third(data)) {
      Browser.Answer begun = begin(browser, c);
      for (int number = 0; number < 4; number++) {
        copies.add(browser.signIn(begun, guest.key()));
      }
      kept = browser.cookies();
      String gone = idOf(c);

      c.kill();

      assertThat(browser.submit(at(copies.remove(0), b)).outcome()).isEqualTo("released");
      assertThat(login(guest, a, b)).isEqualTo("released");
      assertThat(a.ready().statusCode()).isEqualTo(200);
      eventually(
          PATIENCE,
          () -> a.status().nodes().stream().noneMatch(node -> node.id().toString().equals(gone)));
    }
    try (NodeProcess again = third(data)) {
      for (NodeProcess node : List.of(a, b, again)) {
        browser.cookies(kept);
        assertThat(browser.submit(at(copies.remove(0), node)).outcome())
            .isEqualTo("transaction_used");
      }
    }
  }

  /** A third node of the cluster, when every node has all three in its view. */
  private static NodeProcess third(Path data) throws Exception {
    NodeProcess third = NodeProcess.node(data, NodeProcess.freePort(), url("postgres"));
    try {
      third.awaitReady();
      eventually(PATIENCE, () -> joined(a) == 3 && joined(b) == 3 && joined(third) == 3);
      return third;
    } catch (Exception | AssertionError failure) {
      third.close();
      throw failure;
    }
  }

  @Test
  void nodeWithAnotherRingIsNeitherReadyNorJoined() throws Exception {
    Path data = NodeProcess.emptyDataOf(site, "stranger");
    KeyRing.generate(
        KeyRingLocation.in(data, Map.of()),
        new RealmId("flows"),
        KeySize.RSA_2048,
        InstantSource.system());
    try (NodeProcess stranger = NodeProcess.node(data, NodeProcess.freePort(), url("postgres"))) {
      String body = stranger.await(answer -> answer.body().contains("cluster_ring_differs")).body();
      assertThat(stranger.ready().statusCode()).as(body).isEqualTo(503);
      assertThat(stranger.status().nodes().stream().filter(NodeView::joined)).hasSizeLessThan(2);
      assertThat(a.ready().statusCode()).isEqualTo(200);
      assertThat(b.ready().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void clusterPortAnswersTheRingAlone() throws Exception {
    KeyRing ring = KeyRing.open(KeyRingLocation.in(site.directory(), Map.of()));
    SSLContext nobody = SSLContext.getInstance("TLSv1.3");
    nobody.init(null, new TrustManager[] {new TrustEverybody()}, new SecureRandom());

    assertThatThrownBy(() -> knock(nobody)).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> knock(ring.nodeIdentity(InstantSource.system()).tls()))
        .as("kept open, and silent until the other side says something")
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void clusterThatNeverFormedLetsNothingBeUsedTwice() throws Exception {
    assertThat(e.status().nodes()).hasSize(2);
    assertThat(joined(e)).isEqualTo(1);
    assertThat(joined(f)).isEqualTo(1);
    assertThat(f.ready().body()).contains("\"degraded\": true");
    Person guest = site.invite("apart@partner.example");
    assertThat(login(guest, e, f)).isEqualTo("released");

    assertThat(race(guest, List.of(e, f))).filteredOn("released"::equals).hasSize(1);

    String binding = binding("apart", "apart@guests.example.com");
    assertThat(e.order(binding, "hold")).isEqualTo(200);
    assertThat(login(guest, f, f)).isEqualTo("binding_held");
    assertThat(e.order(binding, "release")).isEqualTo(200);
    eventually(FRESHNESS.plusSeconds(3), () -> login(guest, f, f).equals("released"));
  }

  @Test
  void brokerAloneOpensNothing() throws Exception {
    try (NodeProcess alone = NodeProcess.onFile(NodeProcess.dataOf(site, "alone"), false)) {
      alone.awaitReady();
      assertThat(alone.runsCluster()).isFalse();
      assertThat(alone.status().nodes()).isEmpty();
      assertThatThrownBy(
              () -> new Socket(InetAddress.getLoopbackAddress(), alone.clusterPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void clusterOnTheEmbeddedDatabaseIsRefused() throws Exception {
    NodeProcess refused = NodeProcess.onFile(NodeProcess.dataOf(site, "refused"), true);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.log()).contains("cluster_needs_postgresql");
  }

  private static String login(Person guest, NodeProcess first, NodeProcess last) throws Exception {
    Browser browser = new Browser(site);
    Browser.Post callback = browser.signIn(begin(browser, first), guest.key());
    return browser.submit(at(callback, last)).outcome();
  }

  /** One transaction with eight codes, all of them posted at once, over the nodes. */
  private static List<String> race(Person guest, List<NodeProcess> nodes) throws Exception {
    Browser browser = new Browser(site);
    Browser.Answer begun = begin(browser, nodes.get(0));
    List<Callable<String>> posts = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      Browser.Post post = at(browser.signIn(begun, guest.key()), nodes.get(number % nodes.size()));
      Browser tab = new Browser(site);
      tab.cookies(browser.cookies());
      posts.add(() -> tab.submit(post).outcome());
    }
    ExecutorService threads = Executors.newFixedThreadPool(posts.size());
    try {
      List<String> outcomes = new ArrayList<>();
      for (Future<String> outcome : threads.invokeAll(posts)) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Browser.Answer begin(Browser browser, NodeProcess node) throws Exception {
    return browser.get(
        node.at(browser.get(site.atlassian().base().resolve("/login/start")).location()));
  }

  private static Browser.Post at(Browser.Post post, NodeProcess node) {
    return new Browser.Post(node.at(post.uri()), post.fields());
  }

  private static long joined(NodeProcess node) throws Exception {
    return node.status().nodes().stream().filter(NodeView::joined).count();
  }

  private static String idOf(NodeProcess node) throws Exception {
    return node.status().nodes().stream()
        .filter(NodeView::self)
        .map(self -> self.id().toString())
        .findFirst()
        .orElseThrow();
  }

  /** Reads one byte from a's cluster port over TLS, as a client in {@code context}. */
  private static void knock(SSLContext context) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(loopback, a.clusterPort())) {
      socket.setSoTimeout(500);
      socket.startHandshake();
      socket.getInputStream().read();
    }
  }

  private static void eventually(Duration limit, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + limit);
      }
    }
  }

  private static String binding(String database, String address) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select id from gb_binding where address = '" + address + "'")) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private static void execute(String database, String sql) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String url(String database) {
    return postgres.getJdbcUrl("postgres", database);
  }

  /** Believes every server and shows no certificate. */
  private static final class TrustEverybody implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

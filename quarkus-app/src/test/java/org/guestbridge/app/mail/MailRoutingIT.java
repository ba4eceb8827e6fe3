package org.guestbridge.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.guestbridge.app.ExampleRealm;
import org.guestbridge.app.admin.LedgerOperations;
import org.guestbridge.app.admin.MailOperations;
import org.guestbridge.app.admin.MailRouteView;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.broker.AdminCommand;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.LoginAttempt;
import org.guestbridge.core.broker.LoginOutcome;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.ledger.jdbc.Schema;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.MailExchanger;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mail through a real Postfix with SRS that reads a real PostgreSQL, in the configuration that is
 * shipped. Run by the profile {@code interop}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "interop.postfix", matches = "true")
class MailRoutingIT {

  private static final String REALM =
      ExampleRealm.with(
          ExampleRealm.MAIL,
          "{ handledBy: guestbridge }",
          ExampleRealm.RULES,
          """
          rules:
            - name: guests
              when: { account: external }
              alias: { local: "{mail.local}", domain: guests.example.com, onCollision: suffix }
          """);

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final String SENDER = "notify@atlassian.example";

  private EmbeddedPostgres postgres;
  private ReceivingServer partner;
  private PostfixFixture postfix;
  private SmtpClient sender;
  private Ledger ledger;
  private Realm realm;
  private Broker broker;
  private int people;

  @BeforeAll
  void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    Schema.migrate(postgres.getPostgresDatabase());
    for (String statement : PostfixFixture.roleStatements()) {
      Schema.execute(postgres.getPostgresDatabase(), statement);
    }
    ledger =
        new JdbcLedger(
            postgres.getPostgresDatabase(),
            RegistryKey.of(new byte[RegistryKey.LENGTH]),
            InstantSource.system());
    realm = realm();
    broker =
        new Broker(
            ledger,
            realm.id(),
            realm::rules,
            realm.changedHumanPolicies(),
            code -> true,
            Provisioning.nobody(realm.mail().routing()),
            InstantSource.system());
    partner = new ReceivingServer();
    postfix =
        PostfixFixture.start(
            postgres.getPort(),
            Map.of("partner.example", partner.port(), "atlassian.example", partner.port()));
    sender = postfix.connect();
  }

  @AfterAll
  void stop() throws Exception {
    if (sender != null) {
      sender.close();
    }
    if (postfix != null) {
      postfix.close();
    }
    if (partner != null) {
      partner.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void mailToAnAliasArrivesFromARewrittenSenderAndIsOtherwiseUntouched() throws Exception {
    Guest guest = signedIn("arrives");
    byte[] message =
        ("From: Jira <jira@atlassian.example>\r\nTo: "
                + guest.alias()
                + "\r\n"
                + "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=atlassian.example;\r\n"
                + "\ts=one; h=from:to:subject;  bh=abc=;\r\n\tb=def=\r\n"
                + "Subject:  two   spaces\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n"
                + "Gr\u00fc\u00dfe  \r\n\ttab\r\n"
                + "x".repeat(3000)
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(sender.send(SENDER, guest.alias().toUpperCase(Locale.ROOT), message))
        .startsWith("250");
    ReceivingServer.Message received = partner.next();
    assertThat(received.recipient()).isEqualTo("arrives@partner.example");
    assertThat(received.sender())
        .matches("SRS0=[^=]{4,}=[^=]{2}=atlassian\\.example=notify@guests\\.example\\.com");
    byte[] content = received.content();
    int begin = content.length - message.length;
    assertThat(begin).isPositive();
    assertThat(Arrays.copyOfRange(content, begin, content.length)).isEqualTo(message);
    assertThat(received.text().substring(0, begin))
        .startsWith("Received: ")
        .satisfies(
            added -> assertThat(added.lines().filter(line -> line.matches("\\S.*"))).hasSize(1));
  }

  @Test
  void reportOfFailureGoesBackToTheSenderAndAForgedOneIsRefused() throws Exception {
    Guest guest = signedIn("returns");
    sender.send(SENDER, guest.alias(), message("one"));
    String rewritten = partner.next().sender();
    assertThat(sender.send("", rewritten, message("report"))).startsWith("250");
    assertThat(partner.next().recipient()).isEqualTo(SENDER);
    String forged = rewritten.replace("=notify@", "=victim@");
    assertThat(sender.recipient("", forged)).startsWith("550 5.1.1");
  }

  @Test
  void mailIsRefusedAtTheRecipientWhenTheAliasIsNobodysOrHasNoRoute() throws Exception {
    Guest guest = signedIn("refusing");
    assertThat(recipient(guest)).startsWith("250");
    assertThat(sender.recipient(SENDER, "nobody@guests.example.com")).startsWith("550 5.1.1");
    assertThat(sender.recipient(SENDER, "refusing+tag@guests.example.com")).startsWith("550 5.1.1");
    assertThat(sender.recipient(SENDER, "refusing@partner.example")).startsWith("554 5.7.1");

    broker.hold(command(guest));
    assertThat(recipient(guest)).startsWith("550 5.1.1");
    broker.release(command(guest));
    assertThat(recipient(guest)).startsWith("250");
    broker.forgetMailRoute(command(guest));
    assertThat(recipient(guest)).startsWith("550 5.1.1");
    broker.routeMail(command(guest), address("refusing@partner.example"));
    assertThat(recipient(guest)).startsWith("250");
    ledger.inUnit(
        realm.id(),
        unit -> {
          unit.mailRoutes().withdraw(guest.binding());
          return unit;
        });
    assertThat(recipient(guest)).startsWith("550 5.1.1");
    login(guest, "refusing@partner.example", true);
    assertThat(recipient(guest)).startsWith("250");
    broker.retire(command(guest));
    assertThat(recipient(guest)).startsWith("550 5.1.1");

    Guest unproven = new Guest(people++, "unproven@guests.example.com", new UUID(0, 0));
    assertThat(login(unproven, "unproven@partner.example", false))
        .isEqualTo(new LoginOutcome.Refused(Code.MAIL_ROUTE_MISSING, Optional.empty()));
    assertThat(recipient(unproven)).startsWith("550 5.1.1");
    assertThat(partner.isEmpty()).isTrue();
  }

  @Test
  void mailFollowsAnAddressThatIsProven() throws Exception {
    Guest guest = signedIn("moves");
    login(guest, "moved@partner.example", false);
    sender.send(SENDER, guest.alias(), message("before"));
    assertThat(partner.next().recipient()).isEqualTo("moves@partner.example");
    login(guest, "moved@partner.example", true);
    sender.send(SENDER, guest.alias(), message("after"));
    assertThat(partner.next().recipient()).isEqualTo("moved@partner.example");
  }

  @Test
  void loopIsRefusedInTheSession() throws Exception {
    Guest guest = signedIn("loops");
    String hops = "Received: from a.example by b.example; Sun, 22 Nov 2026 10:00:00 +0000\r\n";
    byte[] looped =
        (hops.repeat(26) + new String(message("loop"), StandardCharsets.US_ASCII))
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(sender.send(SENDER, guest.alias(), looped)).startsWith("554 5.4.0");
    assertThat(sender.send(SENDER, guest.alias(), message("straight"))).startsWith("250");
    assertThat(partner.next().text()).contains("straight");
  }

  /** The last one: Postfix asks a database that failed again only after a minute. */
  @Test
  @Order(Integer.MAX_VALUE)
  void mailIsDeferredWhileTheDatabaseDoesNotAnswer() throws Exception {
    Guest guest = signedIn("waits");
    assertThat(recipient(guest)).startsWith("250");
    Schema.execute(
        postgres.getPostgresDatabase(), "REVOKE SELECT ON gb_mail_route FROM guestbridge_mail");
    assertThat(recipient(guest)).startsWith("451 ");
    assertThat(sender.recipient(SENDER, "nobody@guests.example.com")).startsWith("451 ");
    ExchangerWatch watch = watch();
    assertThat(watch.objections(List.of(address(guest.alias()))))
        .isEqualTo(Map.of(address(guest.alias()), Code.MAIL_EXCHANGER_UNREADY));
    assertThat(watch.isReady()).isFalse();
  }

  @Test
  void bounceIsReportedToTheSenderAndTheDocumentedScriptTellsOfTheAliasAndTheMailbox(
      @TempDir Path temporary) throws Exception {
    Guest guest = signedIn("fails");
    partner.refuse("fails@partner.example");
    assertThat(sender.send(SENDER, guest.alias(), message("never"))).startsWith("250");
    ReceivingServer.Message report = partner.next();
    assertThat(report.sender()).isEmpty();
    assertThat(report.recipient()).isEqualTo(SENDER);
    assertThat(report.text()).doesNotContain("body of never");
    BounceScript script = new BounceScript(temporary);
    assertThat(script.run(postfix.log()))
        .containsOnlyOnce(guest.alias() + " fails@partner.example");
  }

  @Test
  void roleReadsRoutesAndNothingElse() throws Exception {
    Guest guest = signedIn("seen");
    String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    try (Connection connection =
            DriverManager.getConnection(url, "guestbridge_mail", PostfixFixture.ROLE_PASSWORD);
        Statement statement = connection.createStatement()) {
      assertThat(refused(statement, "SELECT * FROM gb_mailbox")).isEqualTo("42501");
      assertThat(refused(statement, "SELECT * FROM gb_binding")).isEqualTo("42501");
      assertThat(refused(statement, "CREATE TABLE mine (a int)")).startsWith("25");
      try (var rows = statement.executeQuery("SELECT alias FROM gb_mail_route")) {
        boolean found = false;
        while (rows.next()) {
          found |= rows.getString(1).equals(guest.alias());
        }
        assertThat(found).isTrue();
      }
    }
  }

  @Test
  void exportIsATableThatPostfixReadsAndTheProbeAsksThisServer() throws Exception {
    Guest guest = signedIn("exported");
    broker.routeMail(command(guest), address("o'#|!x@partner.example"));
    MailOperations mail =
        new LedgerOperations(
                ledger,
                realm.id(),
                broker,
                claims -> {
                  throw new IllegalStateException("nothing is explained");
                },
                () -> {
                  throw new IllegalStateException("nobody asks");
                },
                "database",
                Optional.empty())
            .mail();
    List<MailRouteView> routes = mail.routes(Optional.empty(), 1000).routes();
    String table =
        String.join(
            "\n", routes.stream().flatMap(route -> PostfixMap.line(route).stream()).toList());
    assertThat(postfix.look(table + "\n", guest.alias())).isEqualTo("o'#|!x@partner.example");
    assertThat(
            new ExchangerProbe(exchanger())
                .ask(List.of(address("nobody@guests.example.com"), address(guest.alias()))))
        .containsExactly(550, 250);
    sender.send(SENDER, guest.alias(), message("odd"));
    assertThat(partner.next().recipient()).isEqualTo("o'#|!x@partner.example");
  }

  @Test
  void watchAsksThisServerAboutManyAndNeverCountsAsAnAttack() throws Exception {
    Guest routed = signedIn("watched");
    Guest held = signedIn("watched-held");
    broker.hold(command(held));
    ExchangerWatch watch = watch();
    assertThat(watch.objections(List.of(address(routed.alias()), address(held.alias()))))
        .isEqualTo(Map.of(address(held.alias()), Code.MAIL_ALIAS_REFUSED));
    List<EmailAddress> strangers =
        IntStream.range(0, 3 * ExchangerProbe.MAX_REFUSED)
            .mapToObj(each -> address("stranger" + each + "@guests.example.com"))
            .toList();
    List<EmailAddress> everybody = new ArrayList<>(strangers);
    everybody.add(address(routed.alias()));
    assertThat(watch.objections(everybody))
        .hasSameSizeAs(strangers)
        .containsOnlyKeys(strangers)
        .containsValue(Code.MAIL_ALIAS_REFUSED);
    List<EmailAddress> repeated = Collections.nCopies(60, address(routed.alias()));
    assertThat(new ExchangerProbe(exchanger()).ask(repeated))
        .isEqualTo(Collections.nCopies(60, 250));
  }

  @Test
  void mailboxThatBeginsWithADashGetsItsMailToo() throws Exception {
    Guest guest = signedIn("dash");
    broker.routeMail(command(guest), address("-dash@partner.example"));
    assertThat(sender.send(SENDER, guest.alias(), message("dash"))).startsWith("250");
    assertThat(partner.next().recipient()).isEqualTo("-dash@partner.example");
  }

  /** A guest who signed in with a provider that vouches for the mail. */
  private Guest signedIn(String name) {
    Guest guest = new Guest(people++, name + "@guests.example.com", new UUID(0, 0));
    assertThat(login(guest, name + "@partner.example", true))
        .isInstanceOf(LoginOutcome.Released.class);
    Binding binding =
        ledger.inUnit(realm.id(), unit -> unit.aliases().find(guest.subject())).orElseThrow();
    assertThat(binding.address()).contains(address(guest.alias()));
    return new Guest(guest.number(), guest.alias(), binding.id());
  }

  private LoginOutcome login(Guest guest, String mail, boolean vouched) {
    Evidence evidence =
        new Evidence.IdToken(
            "entra",
            new AccountEvidence.Entra(
                TENANT,
                "https://login.microsoftonline.com/" + TENANT + "/v2.0",
                Optional.of("https://idp.partner.example"),
                OptionalInt.of(1),
                false,
                true),
            Instant.EPOCH);
    Profile profile =
        new Profile(
            Optional.of(address(mail)),
            vouched,
            Optional.of("guest" + guest.number()),
            Optional.empty(),
            List.of(),
            Optional.of("Jo Doe"),
            Optional.of("Jo"),
            Optional.of("Doe"),
            PersonGroups.of(Set.of(), true),
            Set.of(),
            Map.of());
    OnceMark mark =
        new OnceMark(
            OnceMark.Kind.LOGIN_TRANSACTION,
            "example",
            UUID.randomUUID().toString(),
            Instant.now().plusSeconds(60));
    return broker.login(
        new LoginAttempt(
            VerifiedIdentity.attested(evidence, guest.subject(), profile), mark, "atlassian", "c"));
  }

  private record Guest(int number, String alias, UUID binding) {

    UpstreamSubject subject() {
      return new UpstreamSubject.Entra(TENANT, new UUID(4, number));
    }
  }

  private ExchangerWatch watch() {
    return new ExchangerWatch(realm.id(), realm.domains().alias(), exchanger());
  }

  private MailExchanger exchanger() {
    return new MailExchanger("127.0.0.1", postfix.port());
  }

  private String recipient(Guest guest) throws Exception {
    return sender.recipient(SENDER, guest.alias());
  }

  private static AdminCommand command(Guest guest) {
    return new AdminCommand(guest.binding(), "cli", "c");
  }

  private static byte[] message(String subject) {
    return ("From: jira@atlassian.example\r\nSubject: "
            + subject
            + "\r\n\r\nbody of "
            + subject
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  private static String refused(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException refusal) {
      return refusal.getSQLState();
    }
    throw new AssertionError("not refused: " + sql);
  }

  private static Realm realm() {
    LoadResult loaded =
        new RealmLoader(name -> "secret")
            .load(REALM.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, Path.of("."));
    return ((LoadResult.Loaded) loaded).realm();
  }
}

package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.memory.InMemoryLedger;
import org.guestbridge.core.mail.MailRoute;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.mail.MailboxEvidence;
import org.guestbridge.core.mail.ProvenMailbox;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a route is learned, when its want refuses somebody, and when it ends. */
final class MailRouteTest {

  private static final RealmId REALM = new RealmId("example");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Visitor PLAIN = Visitor.guest(1, "joe@partner.example");
  private static final Visitor CODE = PLAIN.withIdp(Optional.of("mail"));
  private static final Visitor VERIFIED = PLAIN.vouchedFor();
  private static final Visitor ANN = Visitor.employee(2, "ann@example.com");
  private static final EmailAddress MAILBOX = address("joe@partner.example");

  private final Ledger ledger =
      new InMemoryLedger(RegistryKey.of(new byte[32]), InstantSource.fixed(NOW));
  private final RuleSet rules = Realm.rules("{mail.local}", OnCollision.SUFFIX);
  private MailRouting routing = MailRouting.REQUIRED;
  private int logins;

  private Broker broker() {
    return new Broker(
        ledger,
        REALM,
        () -> rules,
        ChangedHumanPolicies.defaults(),
        code -> true,
        Source.provisioning(routing),
        InstantSource.fixed(NOW));
  }

  // Evidence.

  @ParameterizedTest
  @CsvSource({
    "joe@partner.example, ONE_TIME_PASSCODE",
    "mail#joe@partner.example, ONE_TIME_PASSCODE",
    "joe_partner.example#EXT#@example.onmicrosoft.com, ONE_TIME_PASSCODE",
    "Joe, ONE_TIME_PASSCODE",
    "eve@partner.example, ",
  })
  void ofWhenAPasscodeWasSentThenTheMailUnlessTheSignInNameIsAnotherAddress(
      String signInName, MailboxEvidence evidence) {
    assertThat(ProvenMailbox.of(CODE.withSignInName(signInName).identity()))
        .isEqualTo(Optional.ofNullable(evidence).map(kind -> new ProvenMailbox(MAILBOX, kind)));
  }

  @Test
  void ofWhenTheProviderVouchesThenProvenAndOtherwiseNot() {
    assertThat(ProvenMailbox.of(VERIFIED.identity()))
        .contains(new ProvenMailbox(MAILBOX, MailboxEvidence.VERIFIED_BY_PROVIDER));
    assertThat(ProvenMailbox.of(PLAIN.identity())).isEmpty();
    assertThat(ProvenMailbox.of(VERIFIED.withMail("none").identity())).isEmpty();
  }

  // Signing in.

  @Test
  void loginWhenTheMailboxIsProvenThenRoutedInTheSameUnitAndAudited() {
    assertThat(login(CODE)).isInstanceOf(LoginOutcome.Released.class);
    assertThat(route(CODE).map(MailRoute::mailbox))
        .contains(new ProvenMailbox(MAILBOX, MailboxEvidence.ONE_TIME_PASSCODE));
    assertThat(auditTypes()).containsExactly("binding_created", "mail_route_proven", "released");
    login(CODE);
    assertThat(auditTypes()).hasSize(4).endsWith("released");
  }

  @Test
  void loginWhenNothingProvesTheMailboxThenRefusedButBoundUntilAnAdministratorNamesIt()
      throws Exception {
    assertThat(broker().explain(PLAIN.identity()).outcome())
        .isEqualTo(new Explanation.Refusal(Code.MAIL_ROUTE_MISSING, Optional.empty(), false));
    assertThat(code(login(PLAIN))).contains(Code.MAIL_ROUTE_MISSING);
    assertThat(binding(PLAIN).status()).isEqualTo(BindingStatus.ACTIVE);
    assertThat(auditTypes()).containsExactly("binding_created", "refused");
    broker().routeMail(command(PLAIN), MAILBOX);
    assertThat(auditTypes()).endsWith("mail_route_set");
    assertThat(broker().explain(PLAIN.identity()).outcome())
        .isInstanceOf(Explanation.Release.class);
    assertThat(login(PLAIN)).isInstanceOf(LoginOutcome.Released.class);
  }

  @Test
  void loginWhenTheRealmLetsInWithoutRouteOrRoutesNothingThenReleased() {
    routing = MailRouting.REQUIRED_TO_PROVISION;
    assertThat(login(PLAIN)).isInstanceOf(LoginOutcome.Released.class);
    assertThat(route(PLAIN)).isEmpty();
    routing = MailRouting.ELSEWHERE;
    assertThat(login(CODE.numbered(5))).isInstanceOf(LoginOutcome.Released.class);
    assertThat(route(CODE.numbered(5))).isEmpty();
  }

  @Test
  void loginWhenAnEmployeeThenNoRouteIsAskedFor() {
    assertThat(login(ANN)).isInstanceOf(LoginOutcome.Released.class);
    assertThat(route(ANN)).isEmpty();
  }

  @Test
  void loginWhenTheMailChangesThenTheRouteFollowsIfTheNewOneIsProven() {
    login(VERIFIED);
    login(PLAIN.withMail("joe@new.example"));
    assertThat(mailbox(PLAIN)).contains("joe@partner.example");
    login(VERIFIED.withMail("joe@new.example"));
    assertThat(mailbox(PLAIN)).contains("joe@new.example");
  }

  @Test
  void loginWhenTheMailboxIsAnAliasThenRefusedAndAKnownRouteStays() {
    Visitor looping = VERIFIED.withMail("joe@guests.example.com");
    assertThat(code(login(looping))).contains(Code.MAIL_ROUTE_LOOP);
    assertThat(route(PLAIN)).isEmpty();
    login(VERIFIED);
    assertThat(login(looping)).isInstanceOf(LoginOutcome.Released.class);
    assertThat(mailbox(PLAIN)).contains("joe@partner.example");
  }

  // Administrators.

  @Test
  void routeMailWhenSaidThenStaysUntilForgotten() throws Exception {
    login(VERIFIED);
    broker().routeMail(command(PLAIN), address("assistant@partner.example"));
    login(VERIFIED);
    assertThat(mailbox(PLAIN)).contains("assistant@partner.example");
    broker().forgetMailRoute(command(PLAIN));
    assertThat(route(PLAIN)).isEmpty();
    login(VERIFIED);
    assertThat(mailbox(PLAIN)).contains("joe@partner.example");
  }

  @Test
  void routeMailWhenUnfitThenRefused() throws Exception {
    login(VERIFIED);
    login(ANN);
    EmailAddress alias = address("someone@guests.example.com");
    assertThat(refusal(() -> broker().routeMail(command(PLAIN), alias)))
        .isEqualTo(Code.MAIL_ROUTE_LOOP);
    assertThat(refusal(() -> broker().routeMail(command(ANN), MAILBOX)))
        .isEqualTo(Code.MAIL_UNROUTABLE);
    AdminCommand unknown = new AdminCommand(new UUID(0, 1), "cli", "c");
    assertThat(refusal(() -> broker().routeMail(unknown, MAILBOX))).isEqualTo(Code.BINDING_UNKNOWN);
    broker().forgetMailRoute(command(PLAIN));
    assertThat(refusal(() -> broker().mailBounced(command(PLAIN))))
        .isEqualTo(Code.MAIL_ROUTE_MISSING);
    broker().retire(command(PLAIN));
    assertThat(refusal(() -> broker().routeMail(command(PLAIN), MAILBOX)))
        .isEqualTo(Code.MAIL_UNROUTABLE);
  }

  @Test
  void retireWhenRoutedThenTheMailboxIsDeleted() {
    login(VERIFIED);
    broker().retire(command(PLAIN));
    assertThat(route(PLAIN)).isEmpty();
  }

  // Provisioning.

  @Test
  void provisionWhenNoRouteThenHeldBackAndPlannedAgainOnceASignInProvesIt() {
    UUID person = store(PLAIN);
    assertThat(plan(person)).isEqualTo("HELD_BACK mail_route_missing");
    assertThat(broker().takeDue(10, Duration.ofMinutes(1))).isEmpty();
    login(VERIFIED);
    assertThat(broker().takeDue(10, Duration.ofMinutes(1))).containsExactly(person);
    assertThat(plan(person)).isEqualTo("PROVIDED");
  }

  @Test
  void provisionWhenMailBouncedThenHeldBackUnlessADirectoryHasTheAccountAlready() throws Exception {
    login(VERIFIED);
    broker().mailBounced(command(PLAIN));
    UUID person = store(PLAIN);
    assertThat(plan(person)).isEqualTo("HELD_BACK mail_bounced");
    assertThat(route(PLAIN).orElseThrow().withdrawn()).isFalse();
    assertThat(login(VERIFIED)).isInstanceOf(LoginOutcome.Released.class);
    broker().routeMail(command(PLAIN), MAILBOX);
    assertThat(plan(person)).isEqualTo("PROVIDED");
    broker().mailBounced(command(PLAIN));
    assertThat(plan(person)).isEqualTo("PROVIDED");
    broker().forgetMailRoute(command(PLAIN));
    assertThat(login(PLAIN)).isInstanceOf(LoginOutcome.Released.class);
  }

  @Test
  void provisionWhenThePersonIsInactiveThenTheRouteIsOutOfForceUntilProvidedAgain() {
    login(VERIFIED);
    UUID person = store(PLAIN);
    assertThat(plan(person)).isEqualTo("PROVIDED");
    replace(person, false);
    assertThat(plan(person)).isEqualTo("WITHDRAWN");
    assertThat(route(PLAIN).orElseThrow().withdrawn()).isTrue();
    replace(person, true);
    assertThat(plan(person)).isEqualTo("PROVIDED");
    assertThat(route(PLAIN).orElseThrow().withdrawn()).isFalse();
  }

  private LoginOutcome login(Visitor visitor) {
    OnceMark mark =
        new OnceMark(
            OnceMark.Kind.LOGIN_TRANSACTION, "example", "t" + logins++, NOW.plusSeconds(9));
    return broker().login(new LoginAttempt(visitor.identity(), mark, "atlassian", "c"));
  }

  private static Optional<Code> code(LoginOutcome outcome) {
    return outcome.fold(released -> Optional.empty(), refused -> Optional.of(refused.code()));
  }

  private Binding binding(Visitor visitor) {
    return ledger.inUnit(REALM, unit -> unit.aliases().find(visitor.subject())).orElseThrow();
  }

  private AdminCommand command(Visitor visitor) {
    return new AdminCommand(binding(visitor).id(), "cli", "c");
  }

  private Optional<MailRoute> route(Visitor visitor) {
    UUID id = binding(visitor).id();
    return ledger.inUnit(REALM, unit -> unit.mailRoutes().find(id));
  }

  private Optional<String> mailbox(Visitor visitor) {
    return route(visitor).map(route -> route.mailbox().address().value());
  }

  private UUID store(Visitor visitor) {
    StoreOutcome<SourcePerson> outcome =
        ledger.inUnit(REALM, unit -> unit.people().insert("guests", Source.of(visitor)));
    return ((StoreOutcome.Stored<SourcePerson>) outcome).value().id();
  }

  private void replace(UUID person, boolean active) {
    StoreOutcome<SourcePerson> outcome =
        ledger.inUnit(
            REALM,
            unit -> {
              long version = unit.people().lock(person).orElseThrow().version();
              return unit.people()
                  .replace(person, version, Source.of(PLAIN, Source.objectId(PLAIN), active));
            });
    assertThat(outcome).isInstanceOf(StoreOutcome.Stored.class);
  }

  private String plan(UUID person) {
    PersonPlan plan = ((PlanOutcome.Planned) broker().provision(person)).plan();
    return plan.state() == PlanState.HELD_BACK
        ? plan.state() + " " + plan.code().orElseThrow().text()
        : plan.state().name();
  }

  private List<String> auditTypes() {
    return ledger.inUnit(REALM, unit -> unit.auditLog(0, 100)).stream()
        .map(AuditRecord::type)
        .toList();
  }

  private static Code refusal(Order order) {
    try {
      order.run();
    } catch (RefusalException refusal) {
      return refusal.code();
    }
    throw new AssertionError("not refused");
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  @FunctionalInterface
  private interface Order {
    void run() throws RefusalException;
  }
}

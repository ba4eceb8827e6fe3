package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.ledger.RegistryPerCall;
import org.guestbridge.core.mail.MailRoute;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.mail.MailboxEvidence;
import org.guestbridge.core.mail.ProvenMailbox;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a route is learned, when its want refuses somebody, and when it ends. */
final class MailRouteTest extends BrokerScene {

  private static final Visitor PLAIN = JOE;
  private static final Visitor CODE = PLAIN.withIdp(Optional.of("mail"));
  private static final Visitor VERIFIED = PLAIN.vouchedFor();
  private static final EmailAddress MAILBOX = address("joe@partner.example");

  private static final DomainName OTHERS = DomainName.parse("others.example.com").orElseThrow();
  private static final RealmId OTHER_REALM = new RealmId("others");

  MailRouteTest() {
    routing = MailRouting.REQUIRED;
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
    assertThat(code(login(PLAIN))).isEqualTo(Code.MAIL_ROUTE_MISSING);
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
    assertThat(code(login(looping))).isEqualTo(Code.MAIL_ROUTE_LOOP);
    assertThat(route(PLAIN)).isEmpty();
    login(VERIFIED);
    assertThat(login(looping)).isInstanceOf(LoginOutcome.Released.class);
    assertThat(mailbox(PLAIN)).contains("joe@partner.example");
  }

  // Other realms of the same broker.

  @Test
  void loginWhenTheMailboxLiesOnAnAliasDomainOfAnotherRealmThenRefused() {
    Visitor looping = VERIFIED.withMail("joe@others.example.com");
    aliasDomains = Set.of(OTHERS);
    assertThat(broker().explain(looping.identity()).outcome())
        .isEqualTo(new Explanation.Refusal(Code.MAIL_ROUTE_LOOP, Optional.empty(), false));
    assertThat(code(login(looping))).isEqualTo(Code.MAIL_ROUTE_LOOP);
    assertThat(route(PLAIN)).isEmpty();
    UUID person = store(Source.GUESTS, PLAIN);
    assertThat(plan(person)).isEqualTo("HELD_BACK mail_route_missing");
    aliasDomains = Set.of();
    assertThat(login(looping)).isInstanceOf(LoginOutcome.Released.class);
    assertThat(mailbox(PLAIN)).contains("joe@others.example.com");
  }

  @Test
  void loginWhenTheMailboxIsAnAliasOfAnotherRealmOfTheDatabaseThenRefused() {
    EmailAddress alias = address("joe@others.example.com");
    new RegistryPerCall(ledger, OTHER_REALM)
        .bindAlias(
            JOE.numbered(8).subject(),
            new AliasRequest("joe", OTHERS, OnCollision.REFUSE),
            Fingerprint.NONE);
    assertThat(code(login(VERIFIED.withMail(alias.value())))).isEqualTo(Code.MAIL_ROUTE_LOOP);
    assertThat(refusal(() -> broker().routeMail(command(PLAIN), alias)))
        .isEqualTo(Code.MAIL_ROUTE_LOOP);
    assertThat(login(VERIFIED.withMail("jo@others.example.com")))
        .isInstanceOf(LoginOutcome.Released.class);
  }

  @Test
  void loginWhenTheKnownMailboxCameToLieOnAnAliasDomainThenAsIfThereWereNone() throws Exception {
    login(VERIFIED.withMail("joe@others.example.com"));
    assertThat(broker().leadsBack(address("joe@others.example.com"))).isFalse();
    aliasDomains = Set.of(OTHERS);
    assertThat(broker().leadsBack(address("joe@others.example.com"))).isTrue();
    assertThat(code(login(PLAIN.withMail("joe@others.example.com"))))
        .isEqualTo(Code.MAIL_ROUTE_LOOP);
    UUID person = store(Source.GUESTS, PLAIN);
    assertThat(plan(person)).isEqualTo("HELD_BACK mail_route_loop");
    broker().routeMail(command(PLAIN), MAILBOX);
    assertThat(plan(person)).isEqualTo("PROVIDED");
  }

  @Test
  void routeMailWhenOnAnAliasDomainOfAnotherRealmThenRefused() throws Exception {
    login(VERIFIED);
    EmailAddress elsewhere = address("jo@others.example.com");
    aliasDomains = Set.of(OTHERS);
    assertThat(refusal(() -> broker().routeMail(command(PLAIN), elsewhere)))
        .isEqualTo(Code.MAIL_ROUTE_LOOP);
    assertThat(mailbox(PLAIN)).contains("joe@partner.example");
    aliasDomains = Set.of();
    broker().routeMail(command(PLAIN), elsewhere);
    assertThat(mailbox(PLAIN)).contains("jo@others.example.com");
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
    AdminCommand unknown = command(new UUID(0, 1));
    assertThat(refusal(() -> broker().routeMail(unknown, MAILBOX))).isEqualTo(Code.BINDING_UNKNOWN);
    broker().forgetMailRoute(command(PLAIN));
    assertThat(refusal(() -> broker().forgetMailRoute(command(PLAIN))))
        .isEqualTo(Code.MAIL_ROUTE_MISSING);
    broker().retire(command(PLAIN));
    assertThat(refusal(() -> broker().mailBounced(command(PLAIN), MAILBOX)))
        .isEqualTo(Code.MAIL_UNROUTABLE);
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
    UUID person = store(Source.GUESTS, PLAIN);
    assertThat(plan(person)).isEqualTo("HELD_BACK mail_route_missing");
    assertThat(broker().takeDue(10, Duration.ofMinutes(1))).isEmpty();
    login(VERIFIED);
    assertThat(broker().takeDue(10, Duration.ofMinutes(1))).containsExactly(person);
    assertThat(plan(person)).isEqualTo("PROVIDED");
  }

  @Test
  void provisionWhenMailBouncedThenHeldBackUnlessADirectoryHasTheAccountAlready() throws Exception {
    login(VERIFIED);
    broker().mailBounced(command(PLAIN), address("joe@partner.example"));
    UUID person = store(Source.GUESTS, PLAIN);
    assertThat(plan(person)).isEqualTo("HELD_BACK mail_bounced");
    assertThat(route(PLAIN).orElseThrow().withdrawn()).isFalse();
    assertThat(login(VERIFIED)).isInstanceOf(LoginOutcome.Released.class);
    broker().routeMail(command(PLAIN), MAILBOX);
    assertThat(plan(person)).isEqualTo("PROVIDED");
    broker().mailBounced(command(PLAIN), MAILBOX);
    assertThat(plan(person)).isEqualTo("PROVIDED");
    broker().forgetMailRoute(command(PLAIN));
    assertThat(login(PLAIN)).isInstanceOf(LoginOutcome.Released.class);
  }

  @Test
  void mailBouncedWhenTheAliasLeadsToAnotherMailboxThenIgnoredAndNotAudited() throws Exception {
    login(VERIFIED);
    broker().routeMail(command(PLAIN), address("assistant@partner.example"));
    List<String> before = auditTypes();
    broker().mailBounced(command(PLAIN), MAILBOX);
    assertThat(route(PLAIN).flatMap(MailRoute::objection)).isEmpty();
    assertThat(auditTypes()).isEqualTo(before);
    broker().mailBounced(command(PLAIN), address("assistant@partner.example"));
    assertThat(route(PLAIN).flatMap(MailRoute::objection)).contains(Code.MAIL_BOUNCED);
    assertThat(auditTypes()).hasSize(before.size() + 1);
    broker().forgetMailRoute(command(PLAIN));
    broker().mailBounced(command(PLAIN), MAILBOX);
    assertThat(route(PLAIN)).isEmpty();
  }

  @Test
  void provisionWhenThePersonIsInactiveThenTheRouteIsOutOfForceUntilProvidedAgain() {
    login(VERIFIED);
    UUID person = store(Source.GUESTS, PLAIN);
    assertThat(plan(person)).isEqualTo("PROVIDED");
    replace(person, Source.of(PLAIN, Source.objectId(PLAIN), false));
    assertThat(plan(person)).isEqualTo("WITHDRAWN");
    assertThat(route(PLAIN).orElseThrow().withdrawn()).isTrue();
    replace(person, Source.of(PLAIN));
    assertThat(plan(person)).isEqualTo("PROVIDED");
    assertThat(route(PLAIN).orElseThrow().withdrawn()).isFalse();
  }

  private Optional<MailRoute> route(Visitor visitor) {
    UUID id = binding(visitor).id();
    return ledger.inUnit(REALM, unit -> unit.mailRoutes().find(id));
  }

  private Optional<String> mailbox(Visitor visitor) {
    return route(visitor).map(route -> route.mailbox().address().value());
  }

  private String plan(UUID person) {
    PersonPlan plan = ((PlanOutcome.Planned) broker().provision(person)).plan();
    return plan.state() == PlanState.HELD_BACK
        ? plan.state() + " " + plan.code().orElseThrow().text()
        : plan.state().name();
  }

  private static Code refusal(Order order) {
    try {
      order.run();
    } catch (RefusalException refusal) {
      return refusal.code();
    }
    throw new AssertionError("not refused");
  }

  @FunctionalInterface
  private interface Order {
    void run() throws RefusalException;
  }
}

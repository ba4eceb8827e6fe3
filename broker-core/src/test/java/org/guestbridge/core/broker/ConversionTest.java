package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Test;

/** From guest to employee and back, by an administrator's order and the next sign-in. */
final class ConversionTest extends BrokerScene {

  private static final EmailAddress ALIAS = address("joe@guests.example.com");
  private static final EmailAddress OWN = address("joe@example.com");
  private static final Visitor HIRED = Visitor.employee(JOE.number(), OWN.value());
  private static final Visitor LEFT = Visitor.guest(ANN.number(), "ann@partner.example");

  @Test
  void loginWhenOrderedThenTheGuestIsAnEmployeeWithTheSameIdAndTheAliasIsNobodyElses() {
    UUID id = released(login(JOE)).internalId();
    order(HIRED);
    int before = audit().size();
    ReleasedIdentity employee = released(login(HIRED));
    assertThat(employee.internalId()).isEqualTo(id);
    assertThat(employee.kind()).isEqualTo(BindingKind.PASS_THROUGH);
    assertThat(employee.address()).isEqualTo(OWN);
    assertThat(auditTypes().subList(before, audit().size()))
        .containsExactly("binding_converted", "released");
    assertThat(released(login(HIRED)).address()).isEqualTo(OWN);
    assertThat(auditTypes()).endsWith("binding_converted", "released", "released");
    assertThat(released(login(JOE.numbered(5))).address()).isNotEqualTo(ALIAS);
    assertThat(code(login(JOE))).isEqualTo(Code.ACCOUNT_KIND_CHANGED);
  }

  @Test
  void loginWhenConvertedBackThenTheirOwnFormerAliasAndTheOtherAddressStaysTaken() {
    released(login(JOE));
    order(HIRED);
    released(login(HIRED));
    order(JOE);
    assertThat(released(login(JOE)).address()).isEqualTo(ALIAS);
    assertThat(code(login(Visitor.employee(7, OWN.value()))))
        .isEqualTo(Code.ADDRESS_BOUND_TO_OTHER);
    order(HIRED);
    assertThat(released(login(HIRED)).address()).isEqualTo(OWN);
  }

  @Test
  void loginWhenOrderedThenTheEmployeeIsAGuestWithAnAliasByTheRules() {
    UUID id = released(login(ANN)).internalId();
    order(LEFT);
    ReleasedIdentity guest = released(login(LEFT));
    assertThat(guest.internalId()).isEqualTo(id);
    assertThat(guest.kind()).isEqualTo(BindingKind.ALIAS);
    assertThat(guest.address()).isEqualTo(address("ann@guests.example.com"));
    assertThat(code(login(LEFT.withSignInName("eve@partner.example"))))
        .isEqualTo(Code.IDENTITY_CHANGED);
  }

  @Test
  void loginWhenStillOfTheFormerKindThenRefusedUntilTheOrderIsTakenBack() {
    released(login(JOE));
    order(HIRED);
    int before = audit().size();
    assertThat(broker().explain(JOE.identity()).outcome())
        .isEqualTo(
            new Explanation.Refusal(Code.ACCOUNT_CONVERSION_PENDING, Optional.empty(), false));
    assertThat(code(login(JOE))).isEqualTo(Code.ACCOUNT_CONVERSION_PENDING);
    assertThat(binding(JOE).awaitsConversion()).isTrue();
    assertThat(auditTypes().subList(before, audit().size())).containsExactly("refused");
    assertThat(broker().release(command(JOE))).isInstanceOf(AdminOutcome.Done.class);
    assertThat(released(login(JOE)).address()).isEqualTo(ALIAS);
    assertThat(code(login(HIRED))).isEqualTo(Code.ACCOUNT_KIND_CHANGED);
  }

  @Test
  void loginWhenKindIsUnprovenThenRefusedAndStillPending() {
    released(login(JOE));
    order(HIRED);
    assertThat(code(login(HIRED.withIdp(Optional.empty())))).isEqualTo(Code.ACCOUNT_KIND_UNPROVEN);
    assertThat(code(login(HIRED.withUpn("joe@elsewhere.example"))))
        .isEqualTo(Code.PASS_THROUGH_DOMAIN);
    assertThat(binding(JOE).awaitsConversion()).isTrue();
    assertThat(released(login(HIRED)).address()).isEqualTo(OWN);
  }

  @Test
  void loginWhenTheAddressIsAnothersThenRefusedAndStillPending() {
    UUID id = released(login(JOE)).internalId();
    order(HIRED);
    Visitor taking = HIRED.withUpn("ann@example.com");
    released(login(ANN));
    Binding before = binding(JOE);
    assertThat(broker().explain(taking.identity()).outcome())
        .isEqualTo(new Explanation.Refusal(Code.ADDRESS_BOUND_TO_OTHER, Optional.empty(), false));
    assertThat(code(login(taking))).isEqualTo(Code.ADDRESS_BOUND_TO_OTHER);
    assertThat(binding(JOE)).isEqualTo(before);
    assertThat(released(login(ANN)).internalId()).isNotEqualTo(id);
    assertThat(released(login(HIRED)).internalId()).isEqualTo(id);
  }

  @Test
  void loginWhenTheAliasIsAnothersAndTheRuleRefusesCollisionsThenRefusedAndStillPending() {
    rules = Realm.rules("{mail.local}", OnCollision.REFUSE);
    released(login(JOE));
    released(login(ANN));
    Visitor colliding = LEFT.withMail("joe@supplier.example");
    order(colliding);
    assertThat(code(login(colliding))).isEqualTo(Code.ALIAS_TAKEN);
    assertThat(binding(ANN).awaitsConversion()).isTrue();
    assertThat(released(login(LEFT)).address()).isEqualTo(address("ann@guests.example.com"));
  }

  @Test
  void loginWhenTheTransactionWasUsedThenRefusedAndStillPending() {
    released(login(JOE));
    LoginAttempt used = attempt(ANN);
    released(broker().login(used));
    order(HIRED);
    LoginAttempt replayed =
        new LoginAttempt(HIRED.identity(), used.transaction(), "atlassian", "c");
    assertThat(code(broker().login(replayed))).isEqualTo(Code.TRANSACTION_USED);
    assertThat(binding(JOE).awaitsConversion()).isTrue();
  }

  @Test
  void convertWhenNotHeldForItsKindThenWrongStatusAndNotAudited() {
    UUID id = released(login(JOE)).internalId();
    int before = audit().size();
    assertThat(broker().convert(command(id)))
        .isEqualTo(new AdminOutcome.WrongStatus(BindingStatus.ACTIVE, Optional.empty()));
    broker().hold(command(id));
    assertThat(broker().convert(command(id)))
        .isInstanceOfSatisfying(
            AdminOutcome.WrongStatus.class,
            wrong -> assertThat(wrong.text()).isEqualTo("HELD (binding_held)"));
    broker().retire(command(id));
    assertThat(broker().convert(command(id)))
        .isEqualTo(new AdminOutcome.WrongStatus(BindingStatus.RETIRED, Optional.empty()));
    assertThat(broker().convert(command(new UUID(0, 0)))).isEqualTo(new AdminOutcome.Unknown());
    assertThat(auditTypes().subList(before, audit().size()))
        .containsExactly("binding_held", "binding_retired");
  }

  @Test
  void convertWhenHeldForItsKindThenAuditedAndStillNobodyIsReleased() {
    released(login(JOE));
    order(HIRED);
    assertThat(audit().get(audit().size() - 1).type()).isEqualTo("binding_conversion_ordered");
    assertThat(audit().get(audit().size() - 1).details()).containsEntry("actor", "cli");
    assertThat(binding(JOE).status()).isEqualTo(BindingStatus.HELD);
    assertThat(registry.isTaken(OWN)).isFalse();
    assertThat(broker().convert(command(JOE)))
        .isEqualTo(
            new AdminOutcome.WrongStatus(
                BindingStatus.HELD, Optional.of(Code.ACCOUNT_CONVERSION_PENDING)));
  }

  @Test
  void explainWhenOrderedThenTheSameAddressAsTheSignIn() {
    released(login(ANN));
    released(login(Visitor.guest(9, "ann@supplier.example")));
    order(LEFT);
    Explanation explanation = broker().explain(LEFT.identity());
    assertThat(explanation.candidates())
        .extracting(Explanation.Candidate::free)
        .containsExactly(false, true, true);
    Explanation.Release release = (Explanation.Release) explanation.outcome();
    assertThat(release.wouldBind()).isTrue();
    assertThat(binding(ANN).awaitsConversion()).isTrue();
    assertThat(released(login(LEFT)).address()).isEqualTo(release.address());
  }

  @Test
  void provisionWhenConvertedThenTheSameAccountIsRenamed() {
    UUID person = store(Source.GRAPH, JOE);
    released(login(JOE));
    broker().provision(person);
    assertThat(account().address()).contains(ALIAS);
    replace(person, Source.of(HIRED));
    order(HIRED);
    assertThat(plan(person).state()).isEqualTo(PlanState.WITHDRAWN);
    assertThat(account().active()).isFalse();
    released(login(HIRED));
    assertThat(broker().takeDue(10, Duration.ofMinutes(1))).contains(person);
    assertThat(plan(person).state()).isEqualTo(PlanState.PROVIDED);
    assertThat(account().address()).contains(OWN);
    assertThat(account().active()).isTrue();
  }

  @Test
  void provisionWhenTheChannelStillSaysTheFormerKindThenHeldBack() {
    UUID person = store(Source.GUESTS, JOE);
    released(login(JOE));
    broker().provision(person);
    order(HIRED);
    released(login(HIRED));
    PersonPlan plan = plan(person);
    assertThat(plan.state()).isEqualTo(PlanState.HELD_BACK);
    assertThat(plan.code()).contains(Code.BINDING_KIND_DIFFERS);
    assertThat(account().active()).isFalse();
    UUID staff = store(Source.STAFF, HIRED);
    assertThat(plan(staff).state()).isEqualTo(PlanState.PROVIDED);
    assertThat(account().address()).contains(OWN);
  }

  // Mail.

  @Test
  void loginWhenAGuestIsConvertedThenTheMailRouteIsForgotten() {
    routing = MailRouting.REQUIRED;
    Visitor proven = JOE.vouchedFor();
    released(login(proven));
    order(HIRED);
    assertThat(hasRoute()).isTrue();
    released(login(HIRED));
    assertThat(hasRoute()).isFalse();
    order(JOE);
    assertThat(code(login(JOE))).isEqualTo(Code.MAIL_ROUTE_MISSING);
    assertThat(released(login(proven)).address()).isEqualTo(ALIAS);
    assertThat(hasRoute()).isTrue();
  }

  @Test
  void loginWhenTheDirectoryKnowsTheFormerAddressThenTheNewAliasNeedsARouteAllTheSame() {
    routing = MailRouting.REQUIRED;
    UUID person = store(Source.STAFF, HIRED);
    released(login(HIRED));
    broker().provision(person);
    assertThat(account().address()).contains(OWN);
    order(JOE);
    assertThat(broker().explain(JOE.identity()).outcome())
        .isEqualTo(new Explanation.Refusal(Code.MAIL_ROUTE_MISSING, Optional.empty(), false));
    assertThat(code(login(JOE))).isEqualTo(Code.MAIL_ROUTE_MISSING);
    assertThat(binding(JOE).address()).contains(ALIAS);
    assertThat(plan(person).code()).contains(Code.BINDING_KIND_DIFFERS);
    assertThat(plan(store(Source.GUESTS, JOE)).code()).contains(Code.MAIL_ROUTE_MISSING);
    assertThat(released(login(JOE.vouchedFor())).address()).isEqualTo(ALIAS);
  }

  @Test
  void loginWhenTheMailboxIsTheirOwnFormerAddressThenNoLoop() {
    routing = MailRouting.REQUIRED;
    released(login(HIRED));
    Visitor keeping = JOE.withMail(OWN.value()).vouchedFor();
    order(keeping);
    assertThat(broker().explain(keeping.identity()).outcome())
        .isInstanceOf(Explanation.Release.class);
    released(login(keeping));
    assertThat(hasRoute()).isTrue();
  }

  /** A sign-in of the other kind is held, and an administrator lets it convert. */
  private void order(Visitor other) {
    assertThat(code(login(other))).isEqualTo(Code.ACCOUNT_KIND_CHANGED);
    assertThat(broker().convert(command(other))).isInstanceOf(AdminOutcome.Done.class);
  }

  private PersonPlan plan(UUID person) {
    return ((PlanOutcome.Planned) broker().provision(person)).plan();
  }

  private DesiredAccount account() {
    DeliveryKey key = DeliveryKey.account("cloud", binding(JOE).id());
    return ledger.inUnit(REALM, unit -> unit.outbox().find(key)).orElseThrow().account().get();
  }

  private boolean hasRoute() {
    UUID id = binding(JOE).id();
    return ledger.<Boolean>inUnit(REALM, unit -> unit.mailRoutes().find(id).isPresent());
  }
}

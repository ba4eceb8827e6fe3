package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;

final class BrokerTest extends BrokerScene {

  @Test
  void loginWhenGuestIsNewThenReleasedWithAliasAndAudited() {
    ReleasedIdentity released = released(login(JOE));
    assertThat(released.address()).isEqualTo(address("joe@guests.example.com"));
    assertThat(released.kind()).isEqualTo(BindingKind.ALIAS);
    assertThat(released.internalId()).isEqualTo(binding(JOE).id());
    assertThat(auditTypes()).containsExactly("binding_created", "released");
    assertThat(audit().get(1).details())
        .containsEntry("rule", "guests")
        .containsEntry("rule_set", rules.digest().substring(0, 16))
        .containsEntry(
            "names_digest",
            ledger.inUnit(
                REALM,
                unit ->
                    unit.namesDigest(
                        released.internalId(),
                        released.names().givenName(),
                        released.names().surname())));
  }

  @Test
  void loginWhenGuestReturnsThenTheSameAliasAndOnlyTheReleaseIsAudited() {
    ReleasedIdentity first = released(login(JOE));
    rules = Realm.rules("other-{mail.local}", OnCollision.REFUSE);
    ReleasedIdentity second = released(login(JOE));
    assertThat(second.address()).isEqualTo(first.address());
    assertThat(second.internalId()).isEqualTo(first.internalId());
    assertThat(auditTypes()).containsExactly("binding_created", "released", "released");
  }

  @Test
  void loginWhenTransactionWasUsedThenRefusedAndTheNewcomerIsNotBound() {
    LoginAttempt attempt = attempt(JOE);
    released(broker().login(attempt));
    assertThat(code(broker().login(attempt))).isEqualTo(Code.TRANSACTION_USED);
    LoginAttempt another =
        new LoginAttempt(ANN.identity(), attempt.transaction(), "atlassian", "c");
    assertThat(code(broker().login(another))).isEqualTo(Code.TRANSACTION_USED);
    assertThat(registry.find(ANN.subject())).isEmpty();
  }

  @Test
  void loginWhenRefusedThenTheTransactionIsNotUsedUp() {
    RuleSet usual = rules;
    rules = Realm.refusing("Ask your contact.");
    LoginAttempt attempt = attempt(JOE);
    LoginOutcome refused = broker().login(attempt);
    assertThat(refused)
        .isEqualTo(new LoginOutcome.Refused(Code.RULE_REFUSED, Optional.of("Ask your contact.")));
    assertThat(registry.find(JOE.subject())).isEmpty();
    assertThat(audit().get(0).details()).containsEntry("rule", "nobody");
    rules = usual;
    released(broker().login(attempt));
  }

  @Test
  void loginWhenRefusedOverTheBudgetThenNotAudited() {
    rules = Realm.refusing("No.");
    permits = false;
    assertThat(code(login(JOE))).isEqualTo(Code.RULE_REFUSED);
    broker().refused(Code.TOKEN_NONCE, "c", Optional.empty());
    assertThat(audit()).isEmpty();
    permits = true;
    broker().refused(Code.TOKEN_NONCE, "c", Optional.empty());
    assertThat(audit().get(0).details()).containsEntry("code", "token_nonce");
  }

  @Test
  void loginWhenEvidenceIsSupposedThenRefused() {
    LoginAttempt attempt =
        new LoginAttempt(JOE.supposed(), attempt(JOE).transaction(), "atlassian", "c");
    assertThat(code(broker().login(attempt))).isEqualTo(Code.INTERNAL_ERROR);
    assertThat(registry.find(JOE.subject())).isEmpty();
  }

  @Test
  void loginWhenKindIsUnprovenThenRefused() {
    assertThat(code(login(JOE.withIdp(Optional.empty())))).isEqualTo(Code.ACCOUNT_KIND_UNPROVEN);
  }

  @Test
  void loginWhenExternalsProviderChangedThenHeldUntilReleased() {
    ReleasedIdentity first = released(login(JOE));
    Visitor changed = JOE.withIdp(Optional.of("https://other.example/"));
    assertThat(code(login(changed))).isEqualTo(Code.IDENTITY_CHANGED);
    assertThat(binding(JOE).status()).isEqualTo(BindingStatus.HELD);
    assertThat(binding(JOE).statusCode()).contains(Code.IDENTITY_CHANGED);
    assertThat(auditTypes()).endsWith("binding_held", "refused");
    assertThat(code(login(changed))).isEqualTo(Code.BINDING_HELD);
    assertThat(code(login(JOE))).isEqualTo(Code.BINDING_HELD);

    assertThat(broker().release(command(first.internalId()))).isInstanceOf(AdminOutcome.Done.class);
    assertThat(released(login(changed)).address()).isEqualTo(first.address());
    assertThat(code(login(JOE))).isEqualTo(Code.IDENTITY_CHANGED);
  }

  @Test
  void loginWhenHoldIsDueOverTheBudgetThenStillHeldAndTheHoldAudited() {
    released(login(JOE));
    permits = false;
    assertThat(code(login(JOE.withSignInName("jane@partner.example"))))
        .isEqualTo(Code.IDENTITY_CHANGED);
    assertThat(binding(JOE).status()).isEqualTo(BindingStatus.HELD);
    assertThat(auditTypes()).endsWith("binding_held");
  }

  @Test
  void loginWhenPolicyAuditsThenRememberedAndReleased() {
    released(login(JOE));
    policies = (upstream, kind) -> ChangedHumanPolicy.AUDIT;
    Visitor changed = JOE.withSignInName("jane@partner.example");
    released(login(changed));
    assertThat(auditTypes()).endsWith("binding_fingerprint_changed", "released");
    assertThat(binding(JOE).fingerprint().signInName()).contains("jane@partner.example");
  }

  @Test
  void loginWhenOnlyTheMailChangedThenRememberedAndTheAliasStays() {
    ReleasedIdentity first = released(login(JOE));
    ReleasedIdentity second = released(login(JOE.withMail("joseph@partner.example")));
    assertThat(second.address()).isEqualTo(first.address());
    assertThat(auditTypes()).endsWith("binding_fingerprint_changed", "released");
    assertThat(binding(JOE).fingerprint().mail()).contains(address("joseph@partner.example"));
  }

  @Test
  void loginWhenGuestBecomesEmployeeThenHeldAndNoAddressIsTaken() {
    released(login(JOE));
    Visitor hired = JOE.withIdp(Optional.of(Visitor.OWN_IDP)).withUpn("joe@example.com");
    assertThat(code(login(hired))).isEqualTo(Code.ACCOUNT_KIND_CHANGED);
    assertThat(binding(JOE).statusCode()).contains(Code.ACCOUNT_KIND_CHANGED);
    assertThat(registry.isTaken(address("joe@example.com"))).isFalse();
  }

  @Test
  void loginWhenEmployeeIsRenamedThenMovedAndTheOldAddressStaysTaken() {
    ReleasedIdentity first = released(login(ANN));
    Visitor married = Visitor.employee(ANN.number(), "ann.new@example.com");
    ReleasedIdentity second = released(login(married));
    assertThat(second.internalId()).isEqualTo(first.internalId());
    assertThat(second.address()).isEqualTo(address("ann.new@example.com"));
    assertThat(auditTypes()).contains("binding_address_changed");
    assertThat(code(login(Visitor.employee(3, "ann@example.com"))))
        .isEqualTo(Code.ADDRESS_BOUND_TO_OTHER);
    assertThat(registry.find(Visitor.employee(3, "x@example.com").subject())).isEmpty();
  }

  @Test
  void loginWhenEmployeesNewAddressIsAnothersThenHeldAndNothingElseChanged() {
    released(login(ANN));
    released(login(Visitor.employee(3, "bob@example.com")));
    Visitor renamed = Visitor.employee(3, "ann@example.com");
    assertThat(code(login(renamed))).isEqualTo(Code.ADDRESS_BOUND_TO_OTHER);
    Binding held = binding(renamed);
    assertThat(held.statusCode()).contains(Code.ADDRESS_BOUND_TO_OTHER);
    assertThat(held.address()).contains(address("bob@example.com"));
    assertThat(held.fingerprint().signInName()).contains("bob@example.com");
  }

  @Test
  void loginWhenRetiredThenRefusedEvenAfterErasure() {
    UUID id = released(login(JOE)).internalId();
    broker().retire(command(id));
    assertThat(code(login(JOE))).isEqualTo(Code.BINDING_RETIRED);
    broker().erase(command(id));
    assertThat(code(login(JOE))).isEqualTo(Code.BINDING_RETIRED);
    Visitor reinvited = Visitor.guest(9, "joe@partner.example");
    assertThat(released(login(reinvited)).address())
        .isNotEqualTo(address("joe@guests.example.com"));
  }

  @Test
  void loginWhenAliasIsTakenAndRuleRefusesThenRefused() {
    rules = Realm.rules("{mail.local}", OnCollision.REFUSE);
    released(login(JOE));
    assertThat(code(login(Visitor.guest(5, "joe@supplier.example")))).isEqualTo(Code.ALIAS_TAKEN);
  }

  @Test
  void loginWhenTheAliasDomainBecameOneOfEmployeesThenRefused() {
    released(login(JOE));
    DomainName other = new DomainName("partners.example.com");
    rules =
        Realm.rules(
            new AddressDomains(Set.of(Realm.EMPLOYEES, Realm.GUESTS), Set.of(other)),
            "{mail.local}",
            other,
            OnCollision.SUFFIX);
    assertThat(code(login(JOE))).isEqualTo(Code.REALM_DOMAINS_OVERLAP);
  }

  @Test
  void loginWhenTheDatabaseIsGoneThenRefusedWithCode() {
    Ledger gone =
        new Ledger() {
          @Override
          public <T> T inUnit(RealmId realm, Work<T> work) {
            throw new LedgerUnavailableException("gone", new IllegalStateException());
          }
        };
    Broker broker = new Broker(gone, REALM, () -> rules, policies, code -> true);
    assertThat(code(broker.login(attempt(JOE)))).isEqualTo(Code.LEDGER_UNAVAILABLE);
  }

  @Test
  void adminWhenIllegalOrUnknownThenToldAndNotAudited() {
    UUID id = released(login(JOE)).internalId();
    int before = audit().size();
    assertThat(broker().release(command(id)))
        .isEqualTo(new AdminOutcome.WrongStatus(BindingStatus.ACTIVE, Optional.empty()));
    assertThat(broker().erase(command(id)))
        .isEqualTo(new AdminOutcome.WrongStatus(BindingStatus.ACTIVE, Optional.empty()));
    assertThat(broker().hold(command(new UUID(0, 0)))).isEqualTo(new AdminOutcome.Unknown());
    assertThat(audit()).hasSize(before);
    assertThat(broker().hold(command(id))).isInstanceOf(AdminOutcome.Done.class);
    assertThat(audit().get(before).details()).containsEntry("actor", "cli");
    assertThat(code(login(JOE))).isEqualTo(Code.BINDING_HELD);
  }

  @Test
  void explainWhenNewThenCandidatesAndNothingIsWritten() {
    released(login(Visitor.guest(8, "joe@supplier.example")));
    int before = audit().size();
    Explanation explanation = broker().explain(JOE.supposed());
    assertThat(explanation.binding()).isEmpty();
    assertThat(explanation.candidates())
        .extracting(Explanation.Candidate::free)
        .containsExactly(false, true, true);
    assertThat(explanation.decision().trace()).hasSize(2);
    Explanation.Release release = (Explanation.Release) explanation.outcome();
    assertThat(release.wouldBind()).isTrue();
    assertThat(registry.find(JOE.subject())).isEmpty();
    assertThat(audit()).hasSize(before);
    assertThat(released(login(JOE)).address()).isEqualTo(release.address());
  }

  @Test
  void explainWhenKnownThenTheSameVerdictAsLogin() {
    released(login(JOE));
    released(login(ANN));
    released(login(Visitor.employee(3, "bob@example.com")));
    Visitor changed = JOE.withSignInName("jane@partner.example");
    assertThat(broker().explain(changed.identity()).outcome())
        .isEqualTo(new Explanation.Refusal(Code.IDENTITY_CHANGED, Optional.empty(), true));
    assertThat(binding(JOE).status()).isEqualTo(BindingStatus.ACTIVE);
    Visitor renamed = Visitor.employee(3, "ann@example.com");
    assertThat(broker().explain(renamed.identity()).outcome())
        .isEqualTo(new Explanation.Refusal(Code.ADDRESS_BOUND_TO_OTHER, Optional.empty(), true));
    assertThat(broker().explain(Visitor.employee(3, "free@example.com").identity()).outcome())
        .isInstanceOfSatisfying(
            Explanation.Release.class,
            release -> {
              assertThat(release.address()).isEqualTo(address("free@example.com"));
              assertThat(release.wouldRemember()).isTrue();
            });
    rules = Realm.refusing("No.");
    assertThat(broker().explain(JOE.identity()).outcome())
        .isEqualTo(new Explanation.Refusal(Code.RULE_REFUSED, Optional.of("No."), false));
  }
}

package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.function.Supplier;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;

/** The order of a login: rules, then one unit of work, then the hold if one is due. */
final class LoginPipeline {

  private final Ledger ledger;
  private final RealmId realm;
  private final Supplier<RuleSet> rules;
  private final ChangedHumanPolicies policies;
  private final RefusalBudget budget;
  private final MailTerms mail;
  private final GroupNaming groupNaming;

  LoginPipeline(
      Ledger ledger,
      RealmId realm,
      Supplier<RuleSet> rules,
      ChangedHumanPolicies policies,
      RefusalBudget budget,
      MailTerms mail,
      GroupNaming groupNaming) {
    this.ledger = ledger;
    this.realm = realm;
    this.rules = rules;
    this.policies = policies;
    this.budget = budget;
    this.mail = mail;
    this.groupNaming = groupNaming;
  }

  LoginOutcome run(LoginAttempt shown) {
    if (!isOfLogin(shown.identity().evidence())) {
      return refuse(
          shown, new LoginStep.Refused(Code.INTERNAL_ERROR, Optional.empty()), Optional.empty());
    }
    RuleSet current = rules.get();
    LoginAttempt attempt = shown.with(groupNaming.named(shown.identity(), current));
    return Screening.of(attempt.identity(), current.decide(attempt.identity()))
        .fold(
            granted -> release(attempt, terms(attempt.identity(), granted.grant(), current)),
            denied ->
                refuse(
                    attempt,
                    new LoginStep.Refused(denied.code(), denied.rule()),
                    denied.message()));
  }

  /** Whether somebody signed in, as opposed to being supposed or told of. */
  private static boolean isOfLogin(Evidence evidence) {
    return (evidence instanceof Evidence.IdToken || evidence instanceof Evidence.Assertion)
        && !(evidence.account() instanceof DirectoryEvidence);
  }

  private Terms terms(VerifiedIdentity identity, Grant grant, RuleSet current) {
    return new Terms(grant, policies.of(identity), current.domains(), mail, current.digest());
  }

  private LoginOutcome release(LoginAttempt attempt, Terms terms) {
    return ledger
        .<LoginStep>inUnit(realm, unit -> new LoginUnit(unit, attempt, terms).run())
        .fold(
            released -> new LoginOutcome.Released(released.identity(), terms.grant().rule()),
            refused -> refuse(attempt, refused, Optional.empty()));
  }

  private LoginOutcome refuse(
      LoginAttempt attempt, LoginStep.Refused refused, Optional<String> message) {
    boolean audited = budget.permits(refused.code());
    if (audited || refused.toHold().isPresent()) {
      ledger.inUnit(realm, unit -> record(unit, attempt.correlationId(), refused, audited));
    }
    return new LoginOutcome.Refused(refused.code(), message);
  }

  private static LoginStep.Refused record(
      Unit unit, String correlationId, LoginStep.Refused refused, boolean audited) {
    refused
        .toHold()
        .ifPresent(
            binding ->
                BindingHold.hold(unit, binding, refused.code(), correlationId, LoginUnit.ACTOR));
    if (audited) {
      unit.audit(
          new AuditEvent.Refused(correlationId, refused.code(), refused.rule(), refused.binding()));
    }
    return refused;
  }
}

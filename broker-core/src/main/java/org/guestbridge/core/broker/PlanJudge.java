package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.alias.Origin;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.rules.Decision;
import org.guestbridge.core.rules.RuleSet;

/**
 * Judges one person in one unit of work: evidence, rules, registry, mail, in this order. What a
 * login would refuse is not provided. Binds, and takes the binding's lock, but tells no directory.
 */
final class PlanJudge {

  static final String ACTOR = "provisioning";

  private final Unit unit;
  private final AliasRegistry registry;
  private final SourcePerson person;
  private final RuleSet rules;
  private final MailTerms mail;
  private final boolean probed;
  private final String correlationId;

  /**
   * A judge.
   *
   * @param probed whether a probe showed that nobody holds a binding
   */
  PlanJudge(
      Unit unit,
      SourcePerson person,
      RuleSet rules,
      MailTerms mail,
      boolean probed,
      String correlationId) {
    this.unit = unit;
    this.registry = unit.aliases();
    this.person = person;
    this.rules = rules;
    this.mail = mail;
    this.probed = probed;
    this.correlationId = correlationId;
  }

  /** Judges the person on what {@code reading} says. */
  PlanVerdict judge(PersonReading reading) {
    return reading.fold(
        known -> onIdentity(known.identity()),
        () -> new PlanVerdict.Withdraw(person.plan().bindingId(), Optional.empty()),
        unreadable -> holdBack(unreadable.code(), PlanVerdict.Effect.KEEP));
  }

  private PlanVerdict onIdentity(VerifiedIdentity identity) {
    Decision decision = rules.decide(identity);
    return Screening.of(identity, decision)
        .fold(
            granted -> onGrant(identity, granted.grant()),
            denied ->
                new PlanVerdict.HoldBack(
                    denied.code(),
                    denied.rule(),
                    registry.find(identity.subject()).map(Binding::id),
                    effectOf(identity)));
  }

  /** An entry that proves nothing keeps what there is; one that is gone does not. */
  private static PlanVerdict.Effect effectOf(VerifiedIdentity identity) {
    boolean unproven =
        identity.account().refusal().isPresent()
            && !(identity.evidence().account() instanceof DirectoryEvidence.NoEntry);
    return unproven ? PlanVerdict.Effect.KEEP : PlanVerdict.Effect.WITHDRAW;
  }

  private PlanVerdict onGrant(VerifiedIdentity identity, Grant grant) {
    return registry
        .find(identity.subject())
        .map(binding -> onBinding(identity, grant, binding))
        .orElseGet(() -> atFirstSight(identity, grant));
  }

  private PlanVerdict atFirstSight(VerifiedIdentity identity, Grant grant) {
    boolean loginFirst = rules.isLoginFirst(grant.rule());
    if (loginFirst && probed) {
      return holdBack(Code.LOGIN_REQUIRED, grant, Optional.empty());
    }
    BindOutcome outcome =
        grant.bind(
            registry, identity.subject(), Fingerprint.provisional(identity), Origin.PROVISIONING);
    return outcome.fold(
        bound -> {
          if (bound.created() && loginFirst) {
            return new PlanVerdict.Probe();
          }
          if (bound.created()) {
            changed(bound.binding(), BindingChange.CREATED);
          }
          return onBinding(identity, grant, bound.binding());
        },
        () -> holdBack(Code.ALIAS_TAKEN, grant, Optional.empty()),
        () -> holdBack(Code.ALIAS_EXHAUSTED, grant, Optional.empty()),
        () -> holdBack(Code.ADDRESS_BOUND_TO_OTHER, grant, Optional.empty()));
  }

  private PlanVerdict onBinding(VerifiedIdentity identity, Grant grant, Binding binding) {
    Optional<UUID> id = Optional.of(binding.id());
    if (binding.status() != BindingStatus.ACTIVE) {
      Code code = binding.status() == BindingStatus.HELD ? Code.BINDING_HELD : Code.BINDING_RETIRED;
      return new PlanVerdict.Withdraw(id, Optional.of(code));
    }
    if (binding.kind() != grant.kind()) {
      return holdBack(Code.BINDING_KIND_DIFFERS, grant, id);
    }
    if (BindingVerdict.isAliasOfEmployees(binding, rules.domains())) {
      return holdBack(Code.REALM_DOMAINS_OVERLAP, grant, id);
    }
    if (binding.provisional() && rules.isLoginFirst(grant.rule())) {
      return holdBack(Code.LOGIN_REQUIRED, grant, id);
    }
    if (unit.plans().isProvidedToAnother(binding.id(), person.id())) {
      return new PlanVerdict.HoldBack(
          Code.PERSON_DUPLICATE, Optional.of(grant.rule()), id, PlanVerdict.Effect.KEEP);
    }
    return onAddress(identity, grant, binding);
  }

  /** A provisional binding follows the employee's address; a proven one follows logins alone. */
  private PlanVerdict onAddress(VerifiedIdentity identity, Grant grant, Binding binding) {
    boolean moves =
        binding.provisional()
            && grant.ownAddress().isPresent()
            && !grant.ownAddress().equals(binding.address());
    if (!moves) {
      return onMail(identity, grant, binding);
    }
    BindOutcome outcome = registry.changeAddress(binding.id(), grant.ownAddress().orElseThrow());
    if (outcome instanceof BindOutcome.Bound moved) {
      changed(binding, BindingChange.ADDRESS_CHANGED);
      return onMail(identity, grant, moved.binding());
    }
    return holdBack(Code.ADDRESS_BOUND_TO_OTHER, grant, Optional.of(binding.id()));
  }

  private PlanVerdict onMail(VerifiedIdentity identity, Grant grant, Binding binding) {
    Optional<Code> objection =
        new RouteDesk(unit, mail, rules.domains().alias(), correlationId, ACTOR)
            .objection(binding, identity)
            .filter(
                code ->
                    binding
                        .address()
                        .filter(address -> unit.outbox().isDesired(binding.id(), address))
                        .isEmpty());
    return objection
        .<PlanVerdict>map(
            code ->
                new PlanVerdict.HoldBack(
                    code,
                    Optional.of(grant.rule()),
                    Optional.of(binding.id()),
                    PlanVerdict.Effect.RECHECK))
        .orElseGet(() -> new PlanVerdict.Provide(binding, grant));
  }

  private PlanVerdict holdBack(Code code, PlanVerdict.Effect effect) {
    return new PlanVerdict.HoldBack(code, Optional.empty(), person.plan().bindingId(), effect);
  }

  private static PlanVerdict holdBack(Code code, Grant grant, Optional<UUID> binding) {
    return new PlanVerdict.HoldBack(
        code, Optional.of(grant.rule()), binding, PlanVerdict.Effect.WITHDRAW);
  }

  private void changed(Binding binding, BindingChange change) {
    unit.audit(new AuditEvent.BindingChanged(correlationId, binding.id(), change, ACTOR));
  }
}

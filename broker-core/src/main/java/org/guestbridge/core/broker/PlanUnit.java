package org.guestbridge.core.broker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.DuePerson;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanQueue;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.RuleSet;

/**
 * The one unit of work in which a person is planned: judged, told to the directories' desired
 * states, audited and no longer due, or nothing at all.
 *
 * <p>Bindings are locked before the person. A person who was made due again meanwhile is not
 * written, since the decision may be out of date.
 */
final class PlanUnit {

  /** When somebody is looked at again although nothing changed. */
  private static final Duration RECHECK = Duration.ofHours(1);

  private static final int DIGEST_LENGTH = 16;

  private final Unit unit;
  private final PlanQueue plans;
  private final DuePerson due;
  private final SourcePerson person;
  private final RuleSet rules;
  private final Provisioning provisioning;
  private final MailTerms mail;
  private final InstantSource clock;
  private final Optional<Channel> channel;
  private final String correlationId;

  PlanUnit(
      Unit unit,
      DuePerson due,
      RuleSet rules,
      Provisioning provisioning,
      MailTerms mail,
      InstantSource clock) {
    this.unit = unit;
    this.plans = unit.plans();
    this.due = due;
    this.person = due.person();
    this.rules = rules;
    this.provisioning = provisioning;
    this.mail = mail;
    this.clock = clock;
    this.channel = provisioning.channel(person.channel());
    this.correlationId = "person " + person.id();
  }

  /**
   * Plans the person; empty when a probe has to be taken back first, and the unit with it.
   *
   * @param probed whether that was done
   */
  Optional<PlanOutcome> run(boolean probed) {
    person.plan().bindingId().ifPresent(unit.aliases()::lock);
    PlanVerdict verdict = verdict(probed);
    if (verdict instanceof PlanVerdict.Probe) {
      unit.rollBack();
      return Optional.empty();
    }
    if (!plans.isUnchanged(person.id(), due.mark())) {
      unit.rollBack();
      return Optional.of(new PlanOutcome.Superseded());
    }
    return Optional.of(
        verdict.fold(
            this::provide,
            this::withdraw,
            this::holdBack,
            () -> {
              throw new IllegalStateException("a probe decides nothing");
            }));
  }

  private PlanVerdict verdict(boolean probed) {
    if (due.removed()) {
      return new PlanVerdict.Withdraw(person.plan().bindingId(), Optional.empty());
    }
    PlanJudge judge = new PlanJudge(unit, person, rules, mail, probed, correlationId);
    return judge.judge(
        channel
            .map(told -> PersonReading.of(person, told, unit))
            .orElseGet(() -> new PersonReading.Unreadable(Code.CHANNEL_UNKNOWN)));
  }

  private PlanOutcome provide(PlanVerdict.Provide verdict) {
    Binding binding = verdict.binding();
    Grant grant = verdict.grant();
    String upstream = channel.orElseThrow().upstream();
    leaveFormer(Optional.of(binding.id()));
    ReleasedIdentity released =
        ReleasedIdentity.of(BoundAddress.of(binding), grant.names(), grant.groups());
    unit.outbox().provide(provisioning.directoriesFor(upstream), released);
    PersonPlan plan =
        plan(
            PlanState.PROVIDED,
            Optional.empty(),
            Optional.of(grant.rule()),
            Optional.of(binding.id()));
    settle(
        plan,
        new AuditEvent.Provided(
            correlationId,
            binding.id(),
            upstream,
            grant.rule(),
            rules.digest().substring(0, DIGEST_LENGTH)),
        false);
    return new PlanOutcome.Planned(plan, Optional.of(released));
  }

  private PlanOutcome withdraw(PlanVerdict.Withdraw verdict) {
    leaveFormer(verdict.binding());
    verdict.binding().ifPresent(this::withdraw);
    PersonPlan plan =
        plan(PlanState.WITHDRAWN, verdict.code(), Optional.empty(), verdict.binding());
    settle(plan, new AuditEvent.Withdrawn(correlationId, verdict.binding(), verdict.code()), false);
    if (due.removed()) {
      plans.forget(person.id());
    }
    return new PlanOutcome.Planned(plan, Optional.empty());
  }

  private PlanOutcome holdBack(PlanVerdict.HoldBack verdict) {
    boolean keeps =
        verdict.effect() != PlanVerdict.Effect.WITHDRAW
            && verdict.binding().filter(this::isActive).isPresent();
    leaveFormer(verdict.binding());
    verdict.binding().ifPresent(keeps ? this::offer : this::withdraw);
    PersonPlan plan =
        plan(PlanState.HELD_BACK, Optional.of(verdict.code()), verdict.rule(), verdict.binding());
    settle(
        plan,
        new AuditEvent.HeldBack(correlationId, verdict.code(), verdict.rule(), verdict.binding()),
        verdict.effect() == PlanVerdict.Effect.RECHECK);
    return new PlanOutcome.Planned(plan, Optional.empty());
  }

  private boolean isActive(UUID bindingId) {
    return unit.aliases()
        .get(bindingId)
        .filter(binding -> binding.status() == BindingStatus.ACTIVE)
        .isPresent();
  }

  /** Withdraws the account that was this person's before the object id changed. */
  private void leaveFormer(Optional<UUID> now) {
    person
        .plan()
        .bindingId()
        .filter(former -> !now.equals(Optional.of(former)))
        .ifPresent(this::withdraw);
  }

  /** Withdraws the account unless another stored person is provided with it, and offers it them. */
  private void withdraw(UUID bindingId) {
    if (!plans.isProvidedToAnother(bindingId, person.id())) {
      unit.outbox().withdraw(bindingId);
      unit.mailRoutes().withdraw(bindingId);
    }
    offer(bindingId);
  }

  /**
   * Lets others be planned who are the same and were held back as long as this one was provided.
   */
  private void offer(UUID bindingId) {
    if (person.plan().state() == PlanState.PROVIDED) {
      plans.markDueByBinding(bindingId);
    }
  }

  private PersonPlan plan(
      PlanState state, Optional<Code> code, Optional<String> rule, Optional<UUID> binding) {
    return new PersonPlan(state, code, rule, binding, provisioning.version(rules.digest()));
  }

  /** Audits only what is new, so that a source that repeats itself cannot fill the log. */
  private void settle(PersonPlan plan, AuditEvent event, boolean rechecks) {
    PersonPlan before = person.plan();
    if (before.state() != plan.state()
        || !before.code().equals(plan.code())
        || !before.bindingId().equals(plan.bindingId())) {
      unit.audit(event);
    }
    plans.settle(
        person.id(),
        plan,
        rechecks ? Optional.of(clock.instant().plus(RECHECK)) : Optional.empty());
  }
}

package org.guestbridge.core.broker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.DuePerson;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.provisioning.Selection;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;

/** The order in which a person is planned: one unit of work, and a second one after a probe. */
final class Planner {

  private final Ledger ledger;
  private final RealmId realm;
  private final Supplier<RuleSet> rules;
  private final Provisioning provisioning;
  private final MailTerms mail;
  private final InstantSource clock;

  Planner(
      Ledger ledger,
      RealmId realm,
      Supplier<RuleSet> rules,
      Provisioning provisioning,
      MailTerms mail,
      InstantSource clock) {
    this.ledger = ledger;
    this.realm = realm;
    this.rules = rules;
    this.provisioning = provisioning;
    this.mail = mail;
    this.clock = clock;
  }

  List<UUID> takeDue(int limit, Duration claim) {
    return ledger.inUnit(realm, unit -> unit.plans().take(limit, claim));
  }

  Optional<UUID> markOutdated(Optional<UUID> after, int limit) {
    Selection outdated = new Selection.PlannedOtherwise(provisioning.version(rules.get().digest()));
    return ledger.inUnit(realm, unit -> unit.plans().markDue(outdated, after, limit));
  }

  PlanOutcome provision(UUID personId) {
    return run(personId, true);
  }

  PlanOutcome preview(UUID personId) {
    return run(personId, false);
  }

  private PlanOutcome run(UUID personId, boolean writes) {
    Optional<DuePerson> due = ledger.inUnit(realm, unit -> unit.plans().read(personId));
    if (due.isEmpty()) {
      return new PlanOutcome.Unknown();
    }
    RuleSet current = rules.get();
    return run(due.get(), current, writes, false)
        .or(() -> run(due.get(), current, writes, true))
        .orElseGet(PlanOutcome.Superseded::new);
  }

  private Optional<PlanOutcome> run(
      DuePerson due, RuleSet current, boolean writes, boolean probed) {
    return ledger.inUnit(
        realm,
        unit -> {
          if (!writes) {
            unit.rollBack();
          }
          return new PlanUnit(unit, due, current, provisioning, mail, clock).run(probed);
        });
  }

  /** Why a person whom {@code unit} stored would be refused, as far as the rules say. */
  Optional<Code> objection(Unit unit, UUID personId) {
    return unit.people()
        .find(personId)
        .flatMap(
            person ->
                provisioning
                    .channel(person.channel())
                    .flatMap(channel -> objection(PersonReading.of(person, channel, unit))));
  }

  private Optional<Code> objection(PersonReading reading) {
    return reading.fold(
        known ->
            Screening.of(known.identity(), rules.get().decide(known.identity()))
                .fold(granted -> Optional.empty(), denied -> Optional.of(denied.code())),
        Optional::empty,
        unreadable -> Optional.of(unreadable.code()));
  }
}

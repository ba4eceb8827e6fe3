package org.guestbridge.app.admin;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.broker.PlanOutcome;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.text.EmailAddress;

/**
 * A person as they would be planned. Personal: for the administrator who asked.
 *
 * @param person the id of the stored person
 * @param oid the Entra object id, when there is one
 * @param address the address that they have now
 * @param state as last planned: {@code new}, {@code provided}, {@code withdrawn} or {@code
 *     held_back}
 * @param code why, when not provided
 * @param plannedAddress the address that they would have
 * @param plannedState as they would be planned, or {@code superseded}
 * @param plannedCode why, when they would not be provided
 * @param plannedRule the rule that would decide
 * @param changes whether state, code, rule or address would be another
 */
public record PreviewView(
    UUID person,
    Optional<UUID> oid,
    Optional<String> address,
    String state,
    Optional<String> code,
    Optional<String> plannedAddress,
    String plannedState,
    Optional<String> plannedCode,
    Optional<String> plannedRule,
    boolean changes) {

  /** Redacted. */
  @Override
  public String toString() {
    return "[preview of " + person + "]";
  }

  static PreviewView of(SourcePerson person, Optional<Binding> binding, PlanOutcome outcome) {
    PersonPlan before = person.plan();
    Optional<String> address = binding.flatMap(Binding::address).map(EmailAddress::value);
    return outcome.fold(
        planned -> {
          PersonPlan after = planned.plan();
          Optional<String> given = planned.released().map(released -> released.address().value());
          boolean same =
              before.state() == after.state()
                  && before.code().equals(after.code())
                  && before.rule().equals(after.rule())
                  && (given.isEmpty() || given.equals(address));
          return new PreviewView(
              person.id(),
              person.statement().objectId(),
              address,
              text(before),
              before.code().map(Code::text),
              given,
              text(after),
              after.code().map(Code::text),
              after.rule(),
              !same);
        },
        () -> undecided(person, address),
        () -> undecided(person, address));
  }

  private static PreviewView undecided(SourcePerson person, Optional<String> address) {
    return new PreviewView(
        person.id(),
        person.statement().objectId(),
        address,
        text(person.plan()),
        person.plan().code().map(Code::text),
        Optional.empty(),
        "superseded",
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static String text(PersonPlan plan) {
    return plan.state().name().toLowerCase(Locale.ROOT);
  }
}

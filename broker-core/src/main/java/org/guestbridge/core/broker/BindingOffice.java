package org.guestbridge.core.broker;

import java.util.UUID;
import java.util.function.BiPredicate;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;

/** Carries out administrators' orders about bindings, each audited in its own unit of work. */
final class BindingOffice {

  private final Ledger ledger;
  private final RealmId realm;

  BindingOffice(Ledger ledger, RealmId realm) {
    this.ledger = ledger;
    this.realm = realm;
  }

  AdminOutcome hold(AdminCommand command) {
    return carryOut(
        command, BindingChange.HELD, (registry, id) -> registry.hold(id, Code.BINDING_HELD));
  }

  AdminOutcome release(AdminCommand command) {
    return carryOut(command, BindingChange.RELEASED, AliasRegistry::release);
  }

  AdminOutcome convert(AdminCommand command) {
    return carryOut(command, BindingChange.CONVERSION_ORDERED, AliasRegistry::orderConversion);
  }

  AdminOutcome retire(AdminCommand command) {
    return carryOut(command, BindingChange.RETIRED, AliasRegistry::retire);
  }

  AdminOutcome erase(AdminCommand command) {
    return carryOut(command, BindingChange.ERASED, AliasRegistry::erase);
  }

  private AdminOutcome carryOut(
      AdminCommand command, BindingChange change, BiPredicate<AliasRegistry, UUID> transition) {
    return ledger.inUnit(realm, unit -> carryOut(unit, command, change, transition));
  }

  private static AdminOutcome carryOut(
      Unit unit,
      AdminCommand command,
      BindingChange change,
      BiPredicate<AliasRegistry, UUID> transition) {
    AliasRegistry registry = unit.aliases();
    UUID id = command.bindingId();
    boolean done = transition.test(registry, id);
    if (done) {
      unit.audit(
          new AuditEvent.BindingChanged(command.correlationId(), id, change, command.actor()));
      unit.plans().markDueByBinding(id);
      if (change == BindingChange.RETIRED) {
        unit.mailRoutes().forget(id);
      }
      if (change == BindingChange.ERASED) {
        unit.outbox().erase(id);
      }
    }
    return registry
        .get(id)
        .map(binding -> outcome(done, binding))
        .orElseGet(AdminOutcome.Unknown::new);
  }

  private static AdminOutcome outcome(boolean done, Binding binding) {
    return done
        ? new AdminOutcome.Done(binding)
        : new AdminOutcome.WrongStatus(binding.status(), binding.statusCode());
  }
}

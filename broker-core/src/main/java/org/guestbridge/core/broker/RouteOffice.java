package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.audit.RouteChange;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.mail.MailboxEvidence;
import org.guestbridge.core.mail.ProvenMailbox;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** Carries out administrators' orders about mail routes, each audited in its own unit of work. */
final class RouteOffice {

  private final Ledger ledger;
  private final RealmId realm;
  private final MailTerms terms;

  RouteOffice(Ledger ledger, RealmId realm, MailTerms terms) {
    this.ledger = ledger;
    this.realm = realm;
    this.terms = terms;
  }

  void set(AdminCommand command, EmailAddress mailbox) throws RefusalException {
    carryOut(
        command,
        RouteChange.SET,
        unit ->
            binding -> {
              if (RouteDesk.isLoop(unit, terms, binding.address(), mailbox)) {
                return Optional.of(Code.MAIL_ROUTE_LOOP);
              }
              unit.mailRoutes()
                  .put(binding.id(), new ProvenMailbox(mailbox, MailboxEvidence.ADMINISTRATOR));
              return Optional.empty();
            });
  }

  void bounced(AdminCommand command) throws RefusalException {
    carryOut(
        command,
        RouteChange.BOUNCED,
        unit -> binding -> missingUnless(unit.mailRoutes().bounced(binding.id())));
  }

  void forget(AdminCommand command) throws RefusalException {
    carryOut(
        command,
        RouteChange.FORGOTTEN,
        unit -> binding -> missingUnless(unit.mailRoutes().forget(binding.id())));
  }

  private static Optional<Code> missingUnless(boolean done) {
    return done ? Optional.empty() : Optional.of(Code.MAIL_ROUTE_MISSING);
  }

  private void carryOut(
      AdminCommand command,
      RouteChange change,
      Function<Unit, Function<Binding, Optional<Code>>> order)
      throws RefusalException {
    Optional<Code> refusal =
        ledger.inUnit(
            realm,
            unit -> {
              Optional<Binding> binding = unit.aliases().lock(command.bindingId());
              Optional<Code> no =
                  unfit(binding).or(() -> order.apply(unit).apply(binding.orElseThrow()));
              if (no.isEmpty()) {
                RouteDesk.changed(
                    unit, command.correlationId(), command.bindingId(), change, command.actor());
              }
              return no;
            });
    if (refusal.isPresent()) {
      throw new RefusalException(refusal.get(), "The mail route of the binding is left as it is.");
    }
  }

  /** A held alias may get a route, which is in force once it is released. */
  private static Optional<Code> unfit(Optional<Binding> binding) {
    if (binding.isEmpty()) {
      return Optional.of(Code.BINDING_UNKNOWN);
    }
    boolean routable =
        binding.get().kind() == BindingKind.ALIAS
            && binding.get().status() != BindingStatus.RETIRED;
    return routable ? Optional.empty() : Optional.of(Code.MAIL_UNROUTABLE);
  }
}

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
                return new Result.Refused(Code.MAIL_ROUTE_LOOP);
              }
              unit.mailRoutes()
                  .put(binding.id(), new ProvenMailbox(mailbox, MailboxEvidence.ADMINISTRATOR));
              return new Result.Changed();
            });
  }

  void bounced(AdminCommand command, EmailAddress mailbox) throws RefusalException {
    carryOut(
        command,
        RouteChange.BOUNCED,
        unit ->
            binding ->
                unit.mailRoutes().bounced(binding.id(), mailbox)
                    ? new Result.Changed()
                    : new Result.Ignored());
  }

  void forget(AdminCommand command) throws RefusalException {
    carryOut(
        command,
        RouteChange.FORGOTTEN,
        unit ->
            binding ->
                unit.mailRoutes().forget(binding.id())
                    ? new Result.Changed()
                    : new Result.Refused(Code.MAIL_ROUTE_MISSING));
  }

  private void carryOut(
      AdminCommand command, RouteChange change, Function<Unit, Function<Binding, Result>> order)
      throws RefusalException {
    Result result =
        ledger.inUnit(
            realm,
            unit -> {
              Optional<Binding> binding = unit.aliases().lock(command.bindingId());
              Result done =
                  unfit(binding)
                      .<Result>map(Result.Refused::new)
                      .orElseGet(() -> order.apply(unit).apply(binding.orElseThrow()));
              if (done instanceof Result.Changed) {
                RouteDesk.changed(
                    unit, command.correlationId(), command.bindingId(), change, command.actor());
              }
              return done;
            });
    if (result instanceof Result.Refused refused) {
      throw new RefusalException(refused.code(), "The mail route of the binding is left as it is.");
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

  /** What became of an order. */
  private sealed interface Result {

    /** Carried out. */
    record Changed() implements Result {}

    /** Says nothing about the route as it is now. */
    record Ignored() implements Result {}

    /** Not carried out. */
    record Refused(Code code) implements Result {}
  }
}

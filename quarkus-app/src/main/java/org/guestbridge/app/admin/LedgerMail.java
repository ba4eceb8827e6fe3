package org.guestbridge.app.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.broker.AdminCommand;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.mail.MailRoute;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** Answers about mail routes from the ledger itself. */
final class LedgerMail implements MailOperations {

  private final Ledger ledger;
  private final RealmId realm;
  private final Broker broker;

  LedgerMail(Ledger ledger, RealmId realm, Broker broker) {
    this.ledger = ledger;
    this.realm = realm;
    this.broker = broker;
  }

  @Override
  public MailRoutePage routes(Optional<UUID> after, int limit) {
    return ledger.inUnit(realm, unit -> page(unit, after, limit));
  }

  private MailRoutePage page(Unit unit, Optional<UUID> after, int limit) {
    List<Binding> bindings = unit.aliases().list(after, limit);
    if (bindings.isEmpty()) {
      return new MailRoutePage(List.of(), Optional.empty());
    }
    UUID last = bindings.get(bindings.size() - 1).id();
    Map<UUID, MailRoute> routes = unit.mailRoutes().between(after, last);
    return new MailRoutePage(
        bindings.stream()
            .filter(binding -> binding.kind() == BindingKind.ALIAS)
            .filter(binding -> binding.status() != BindingStatus.RETIRED)
            .map(
                binding ->
                    MailRouteView.of(
                        binding, Optional.ofNullable(routes.get(binding.id())), broker::leadsBack))
            .toList(),
        bindings.size() < limit ? Optional.empty() : Optional.of(last));
  }

  @Override
  public MailRouteView order(MailOrder order, UUID id, Optional<EmailAddress> mailbox, Actor actor)
      throws RefusalException {
    if (order.namesMailbox() != mailbox.isPresent()) {
      throw new RefusalException(
          Code.REQUEST_INVALID,
          "To set a route or to report a bounce, and nothing else, needs a mailbox.");
    }
    AdminCommand command = new AdminCommand(id, actor.name(), UUID.randomUUID().toString());
    switch (order) {
      case SET -> broker.routeMail(command, mailbox.orElseThrow());
      case BOUNCED -> broker.mailBounced(command, mailbox.orElseThrow());
      case FORGET -> broker.forgetMailRoute(command);
    }
    return ledger
        .inUnit(
            realm,
            unit ->
                unit.aliases()
                    .get(id)
                    .map(
                        binding ->
                            MailRouteView.of(
                                binding, unit.mailRoutes().find(id), broker::leadsBack)))
        .orElseThrow(() -> new RefusalException(Code.BINDING_UNKNOWN, "The binding is gone."));
  }
}

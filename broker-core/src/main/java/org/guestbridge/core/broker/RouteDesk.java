package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.audit.RouteChange;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.mail.MailRoute;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.mail.MailboxEvidence;
import org.guestbridge.core.mail.ProvenMailbox;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;

/**
 * Learns the route of an alias from what is proven in one unit of work, and says whether mail would
 * arrive. The binding is locked by the caller.
 */
final class RouteDesk {

  private final Unit unit;
  private final MailRouting routing;
  private final Set<DomainName> aliasDomains;
  private final String correlationId;
  private final String actor;

  RouteDesk(
      Unit unit,
      MailRouting routing,
      Set<DomainName> aliasDomains,
      String correlationId,
      String actor) {
    this.unit = unit;
    this.routing = routing;
    this.aliasDomains = aliasDomains;
    this.correlationId = correlationId;
    this.actor = actor;
  }

  /**
   * Learns what {@code identity} proves, and puts a withdrawn route into force again, since the
   * person is about to be let in. Why mail to the alias would not arrive, if so; never for a
   * binding without an alias.
   */
  Optional<Code> objection(Binding binding, VerifiedIdentity identity) {
    if (!isRouted(binding.kind())) {
      return Optional.empty();
    }
    Optional<MailRoute> known = unit.mailRoutes().find(binding.id());
    Optional<ProvenMailbox> news = news(known, identity);
    Optional<Code> loop = loop(news, binding.address());
    if (news.isPresent() && loop.isEmpty()) {
      unit.mailRoutes().put(binding.id(), news.get());
      changed(unit, correlationId, binding.id(), RouteChange.PROVEN, actor);
    } else if (known.filter(MailRoute::withdrawn).isPresent()) {
      unit.mailRoutes().restore(binding.id());
    }
    return verdict(known, news, loop);
  }

  /**
   * What {@link #objection} would say; writes nothing.
   *
   * @param kind the kind of binding that the person has or would get
   * @param binding the one that they have
   * @param address the address that they have or would get
   */
  Optional<Code> preview(
      BindingKind kind,
      Optional<Binding> binding,
      EmailAddress address,
      VerifiedIdentity identity) {
    if (!isRouted(kind)) {
      return Optional.empty();
    }
    Optional<MailRoute> known = binding.map(Binding::id).flatMap(unit.mailRoutes()::find);
    Optional<ProvenMailbox> news = news(known, identity);
    return verdict(known, news, loop(news, Optional.of(address)));
  }

  private boolean isRouted(BindingKind kind) {
    return routing.keepsRoutes() && kind == BindingKind.ALIAS;
  }

  /** What an administrator said stays until an administrator takes it back. */
  private static Optional<ProvenMailbox> news(
      Optional<MailRoute> known, VerifiedIdentity identity) {
    return ProvenMailbox.of(identity)
        .filter(
            proven ->
                known
                    .map(MailRoute::mailbox)
                    .filter(
                        mailbox ->
                            mailbox.evidence() == MailboxEvidence.ADMINISTRATOR
                                || mailbox.address().equals(proven.address()))
                    .isEmpty());
  }

  private Optional<Code> loop(Optional<ProvenMailbox> news, Optional<EmailAddress> alias) {
    return news.map(ProvenMailbox::address)
        .filter(
            mailbox ->
                aliasDomains.contains(mailbox.domain()) || isLoop(unit.aliases(), alias, mailbox))
        .map(mailbox -> Code.MAIL_ROUTE_LOOP);
  }

  /** A new mailbox that loops leaves the old one in force. */
  private static Optional<Code> verdict(
      Optional<MailRoute> known, Optional<ProvenMailbox> news, Optional<Code> loop) {
    if (news.isPresent() && loop.isEmpty()) {
      return Optional.empty();
    }
    return known
        .map(MailRoute::objection)
        .orElseGet(() -> Optional.of(loop.orElse(Code.MAIL_ROUTE_MISSING)));
  }

  /** Whether mail would come back: the mailbox lies on the alias's domain or is an alias itself. */
  static boolean isLoop(
      AliasRegistry registry, Optional<EmailAddress> alias, EmailAddress mailbox) {
    return alias.filter(own -> own.domain().equals(mailbox.domain())).isPresent()
        || registry
            .holderOf(mailbox)
            .filter(holder -> holder.kind() == BindingKind.ALIAS)
            .filter(holder -> holder.address().map(mailbox::equals).orElse(true))
            .isPresent();
  }

  /** Audits, and lets people who wait for the route be planned again. */
  static void changed(
      Unit unit, String correlationId, UUID bindingId, RouteChange change, String actor) {
    unit.audit(new AuditEvent.MailRouteChanged(correlationId, bindingId, change, actor));
    unit.plans().markDueByBinding(bindingId);
  }
}

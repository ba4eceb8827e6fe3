package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.audit.RouteChange;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.mail.MailRoute;
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
  private final MailTerms terms;
  private final Set<DomainName> aliasDomains;
  private final String correlationId;
  private final String actor;

  /**
   * A desk.
   *
   * @param aliasDomains those of the realm itself, by the rules that judge
   */
  RouteDesk(
      Unit unit,
      MailTerms terms,
      Set<DomainName> aliasDomains,
      String correlationId,
      String actor) {
    this.unit = unit;
    this.terms = terms;
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
    return terms.routing().keepsRoutes() && kind == BindingKind.ALIAS;
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
        .filter(mailbox -> isOnAliasDomain(mailbox) || isLoop(unit, terms, alias, mailbox))
        .map(mailbox -> Code.MAIL_ROUTE_LOOP);
  }

  private boolean isOnAliasDomain(EmailAddress mailbox) {
    return aliasDomains.contains(mailbox.domain()) || terms.isOnAliasDomain(mailbox);
  }

  /** A new mailbox that loops leaves the old one in force. */
  private Optional<Code> verdict(
      Optional<MailRoute> known, Optional<ProvenMailbox> news, Optional<Code> loop) {
    if (news.isPresent() && loop.isEmpty()) {
      return Optional.empty();
    }
    return known
        .map(this::objection)
        .orElseGet(() -> Optional.of(loop.orElse(Code.MAIL_ROUTE_MISSING)));
  }

  /** What became an alias domain after the route was learned counts too. */
  private Optional<Code> objection(MailRoute known) {
    return isOnAliasDomain(known.mailbox().address())
        ? Optional.of(Code.MAIL_ROUTE_LOOP)
        : known.objection();
  }

  /**
   * Whether mail would come back: the mailbox lies on an alias domain of any realm that is known
   * here, or is an alias in any realm of the database.
   */
  static boolean isLoop(
      Unit unit, MailTerms terms, Optional<EmailAddress> alias, EmailAddress mailbox) {
    return alias.filter(own -> own.domain().equals(mailbox.domain())).isPresent()
        || terms.isOnAliasDomain(mailbox)
        || unit.aliases().isAlias(mailbox);
  }

  /** Audits, and lets people who wait for the route be planned again. */
  static void changed(
      Unit unit, String correlationId, UUID bindingId, RouteChange change, String actor) {
    unit.audit(new AuditEvent.MailRouteChanged(correlationId, bindingId, change, actor));
    unit.plans().markDueByBinding(bindingId);
  }
}

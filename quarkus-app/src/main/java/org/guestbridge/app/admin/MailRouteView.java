package org.guestbridge.app.admin;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.mail.MailRoute;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/**
 * An alias and where its mail goes, with personal values.
 *
 * @param id the binding's
 * @param alias the alias
 * @param objectId the person's object id in Entra, when they are of Entra
 * @param mailbox where mail goes, or would go
 * @param evidence how the mailbox is known: {@code one_time_passcode}, {@code verified_by_provider}
 *     or {@code administrator}
 * @param since when it was proven or said
 * @param delivered whether mail is forwarded now
 * @param code why it is not, or that it bounced or leads back
 */
public record MailRouteView(
    UUID id,
    String alias,
    Optional<UUID> objectId,
    Optional<String> mailbox,
    Optional<String> evidence,
    Optional<Instant> since,
    boolean delivered,
    Optional<String> code) {

  /**
   * What is shown of an alias that is active or held.
   *
   * @param leadsBack whether a mailbox lies on an alias domain of this broker
   */
  static MailRouteView of(
      Binding binding, Optional<MailRoute> route, Predicate<EmailAddress> leadsBack) {
    Optional<Code> stopped = stopped(binding, route);
    return new MailRouteView(
        binding.id(),
        binding.address().map(EmailAddress::value).orElse(""),
        binding.subject().flatMap(MailRouteView::objectId),
        route.map(known -> known.mailbox().address().value()),
        route.map(known -> known.mailbox().evidence().name().toLowerCase(Locale.ROOT)),
        route.map(MailRoute::since),
        stopped.isEmpty(),
        stopped.or(() -> route.flatMap(known -> objection(known, leadsBack))).map(Code::text));
  }

  private static Optional<Code> objection(MailRoute route, Predicate<EmailAddress> leadsBack) {
    return leadsBack.test(route.mailbox().address())
        ? Optional.of(Code.MAIL_ROUTE_LOOP)
        : route.objection();
  }

  private static Optional<Code> stopped(Binding binding, Optional<MailRoute> route) {
    if (binding.status() != BindingStatus.ACTIVE) {
      return Optional.of(
          binding.status() == BindingStatus.HELD ? Code.BINDING_HELD : Code.BINDING_RETIRED);
    }
    if (route.isEmpty()) {
      return Optional.of(Code.MAIL_ROUTE_MISSING);
    }
    return route.filter(MailRoute::withdrawn).map(known -> Code.MAIL_WITHDRAWN);
  }

  private static Optional<UUID> objectId(UpstreamSubject subject) {
    return subject instanceof UpstreamSubject.Entra entra
        ? Optional.of(entra.objectId())
        : Optional.empty();
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[mail route of " + id + "]";
  }
}

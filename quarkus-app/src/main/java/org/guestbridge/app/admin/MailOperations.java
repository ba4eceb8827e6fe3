package org.guestbridge.app.admin;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;

/**
 * What an administrator may ask about mail to the aliases of one realm. Answers hold personal
 * values; refusals do not.
 */
public interface MailOperations {

  /**
   * The active and held aliases with their routes, in order of id. A page may hold fewer than were
   * asked for, or none, and not be the last.
   *
   * @param after the id after which the page begins; empty for the first page
   * @param limit the size of the page, 1 to {@link AdminOperations#MAX_PAGE}
   */
  MailRoutePage routes(Optional<UUID> after, int limit) throws RefusalException;

  /**
   * Carries out an order and audits it; refused with {@code binding_unknown}, {@code
   * mail_unroutable}, {@code mail_route_loop}, {@code mail_route_missing}, or {@code
   * request_invalid} when the mailbox does not fit the order.
   *
   * @param id the binding's
   * @param mailbox the mailbox that the order is about; empty when it names none
   * @return the route as it is afterwards
   */
  MailRouteView order(MailOrder order, UUID id, Optional<EmailAddress> mailbox, Actor actor)
      throws RefusalException;
}

package org.guestbridge.realm;

import java.util.Optional;
import org.guestbridge.core.mail.MailRouting;

/**
 * Who delivers mail that is sent to an alias. A realm cannot be loaded without an answer: a
 * downstream writes to the alias as soon as the account exists, and an address that bounces hard is
 * put on the downstream's suppression list, after which the guest gets no notification at all until
 * an administrator lifts the block.
 *
 * @param routing who delivers, and what waits for a route
 * @param exchanger the mail server that takes mail for the alias domains; asked before an account
 *     is made with an alias, and by a check
 */
public record Mail(MailRouting routing, Optional<MailExchanger> exchanger) {

  public Mail {
    if (!routing.keepsRoutes() && exchanger.isPresent()) {
      throw new IllegalArgumentException("an exchanger without routes");
    }
  }
}

package org.guestbridge.core.mail;

import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * Where mail to one alias goes. It is in force while the binding is active, so a held or retired
 * alias has none.
 *
 * @param mailbox whose it is and how that is known
 * @param since when it was proven or said
 * @param withdrawn whether the person's accounts are withdrawn; mail is refused then
 * @param bouncedAt when mail to it was reported as bounced
 */
public record MailRoute(
    ProvenMailbox mailbox, Instant since, boolean withdrawn, Optional<Instant> bouncedAt) {

  /** Why mail would not arrive although there is a route. */
  public Optional<Code> objection() {
    return bouncedAt.map(at -> Code.MAIL_BOUNCED);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[mail route " + mailbox.evidence() + "]";
  }
}

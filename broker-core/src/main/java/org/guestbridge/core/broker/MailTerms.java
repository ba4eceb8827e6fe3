package org.guestbridge.core.broker;

import java.util.Set;
import java.util.function.Supplier;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;

/**
 * How mail to aliases is handled, and where it must not be forwarded to.
 *
 * @param routing who delivers it, and what waits for a route
 * @param aliasDomains the alias domains of all realms of this broker, as they are now
 */
record MailTerms(MailRouting routing, Supplier<Set<DomainName>> aliasDomains) {

  /** Whether the mailbox lies on an alias domain of a realm of this broker. */
  boolean isOnAliasDomain(EmailAddress mailbox) {
    return aliasDomains.get().contains(mailbox.domain());
  }
}

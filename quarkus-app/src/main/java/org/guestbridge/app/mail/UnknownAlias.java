package org.guestbridge.app.mail;

import java.util.UUID;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;

/** Makes aliases that nobody has. */
public final class UnknownAlias {

  private UnknownAlias() {}

  /** An alias of this domain that nobody has: its form is one that no rule makes. */
  public static EmailAddress on(DomainName domain) {
    return new EmailAddress("no-such-alias-" + UUID.randomUUID(), domain);
  }
}

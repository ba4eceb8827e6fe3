package org.guestbridge.app.scim.out;

import java.util.Collection;
import java.util.Map;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/** Whether mail would arrive at the addresses of accounts that are about to be made. */
@FunctionalInterface
public interface MailReadiness {

  /** Nobody is asked. */
  MailReadiness UNASKED = addresses -> Map.of();

  /**
   * Why no account may be made with these addresses now; one that has no entry may have its
   * account. Takes seconds at most, and may be called by several threads.
   *
   * @param addresses as many as one round delivers
   */
  Map<EmailAddress, Code> objections(Collection<EmailAddress> addresses);
}

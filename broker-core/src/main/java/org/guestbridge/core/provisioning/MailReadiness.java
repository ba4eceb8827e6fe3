package org.guestbridge.core.provisioning;

import java.util.Optional;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;

/**
 * Whether mail to an alias would arrive, asked before the first account with it is made downstream:
 * a hard bounce there suppresses the address. Not asked again once a directory is to have it.
 *
 * <p>Asked inside a unit of work, so it answers from what it knows already.
 */
@FunctionalInterface
public interface MailReadiness {

  /** The realm states that mail is handled elsewhere. */
  MailReadiness HANDLED_ELSEWHERE = (alias, identity) -> Optional.empty();

  /**
   * Why mail to {@code alias} would not reach the person; empty when it would.
   *
   * @param alias the alias, bound in this unit
   * @param identity whose it is, with the evidence of their mailbox
   */
  Optional<Code> objection(BoundAddress alias, VerifiedIdentity identity);
}

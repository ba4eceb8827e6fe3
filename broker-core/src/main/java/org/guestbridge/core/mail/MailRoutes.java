package org.guestbridge.core.mail;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.text.EmailAddress;

/**
 * The routes of one realm's aliases, inside one unit of work. The caller has locked the binding
 * before it changes its route.
 */
public interface MailRoutes {

  /** The route of a binding, whether it is in force or not. */
  Optional<MailRoute> find(UUID bindingId);

  /** Routes the binding's alias to {@code mailbox}, from now on and as if it had never bounced. */
  void put(UUID bindingId, ProvenMailbox mailbox);

  /** Puts a route out of force, if there is one, until {@link #restore} or {@link #put}. */
  void withdraw(UUID bindingId);

  /** Puts a withdrawn route into force again, if there is one. */
  void restore(UUID bindingId);

  /**
   * Notes that mail to {@code mailbox} bounced; false, and nothing noted, when that is not where
   * the route leads, so that a report about an earlier mailbox says nothing about this one.
   */
  boolean bounced(UUID bindingId, EmailAddress mailbox);

  /** Deletes the route with the mailbox in it; false when there is none. */
  boolean forget(UUID bindingId);

  /**
   * The routes of the bindings in a stretch of the registry's order.
   *
   * @param after the id after which the stretch begins; empty for the first
   * @param last the last id of the stretch
   */
  Map<UUID, MailRoute> between(Optional<UUID> after, UUID last);
}

package org.guestbridge.core.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.text.EmailAddress;

/**
 * What the directories of a realm are to have and how far that got, inside one unit of work. It
 * holds states, not messages: changes coalesce, a person's changes never overtake one another, and
 * a delivery that is repeated does no harm.
 *
 * <p>A deliverer leases, tells the directory outside of any unit, and reports in another unit. When
 * it dies, its leases run out and the same state is delivered again.
 */
public interface Outbox {

  /** Longest detail that is kept, in characters; a longer one is cut. */
  int MAX_DETAIL_LENGTH = 2_000;

  // What is desired.

  /**
   * These directories, and no others, are to have this account, active, in exactly its groups;
   * groups that they lack are to be made. What was set aside is tried again when this changes it.
   */
  void provide(Set<String> directories, ReleasedIdentity identity);

  /**
   * No directory is to have this account active or in any group. Accounts that were never desired
   * are not made.
   */
  void withdraw(UUID bindingId);

  /** Whether a directory is to have the account with this address, or was to have it last. */
  boolean isDesired(UUID bindingId, EmailAddress address);

  /**
   * Blanks every personal value of the account's rows; what is pending stays pending. Until the
   * account is provided again, no detail of a failure is kept either.
   */
  void erase(UUID bindingId);

  // Delivery.

  /**
   * Takes what is due and nobody else has, the longest waiting first. A group is due when it is
   * pending, or when a membership differs whose account has a remote id.
   *
   * @param limit at most how many, 1 to 1,000
   * @param time for how long
   */
  List<Lease> lease(String directory, DeliveryKind kind, int limit, Duration time);

  /**
   * The directory has the leased version, and the lease ends. What was desired meanwhile stays
   * pending.
   *
   * @return false when the lease was lost; nothing was written
   */
  boolean delivered(Lease lease);

  /**
   * The try failed, is to be repeated and the lease ends.
   *
   * @param at when
   * @param detail what the directory answered
   * @return false when the lease was lost; nothing was written
   */
  boolean retryAt(Lease lease, Instant at, Code code, String detail);

  /**
   * The directory refused for good, and the lease ends. Tried again when what is desired changes or
   * an administrator says so.
   *
   * @return false when the lease was lost; nothing was written
   */
  boolean setAside(Lease lease, Code code, String detail);

  /**
   * Remembers the directory's own id. A new one means a new account or group there, to which
   * memberships are told anew.
   */
  void link(DeliveryKey key, String remoteId);

  /**
   * The directory has nothing of that id any more. Nothing happens when another id is known by now,
   * since it was found or made after that was seen.
   */
  void unlink(DeliveryKey key, String remoteId);

  /**
   * Memberships of a group that differ and whose account has a remote id, in order of binding.
   *
   * @param limit at most how many, 1 to 1,000
   */
  List<MemberDelivery> differing(String directory, String group, int limit);

  /**
   * The directory was told of these memberships of a group. What was desired meanwhile still
   * differs, and so does the membership of somebody whose account is another one by now.
   *
   * @param told as {@link #differing} gave them, at most 1,000
   */
  void membersDelivered(String directory, String group, Collection<MemberDelivery> told);

  // For administrators.

  /** One delivery. */
  Optional<Delivery> find(DeliveryKey key);

  /**
   * Deliveries of one kind in order of item.
   *
   * @param state in which state; empty for any
   * @param after the item after which the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<Delivery> list(
      String directory,
      DeliveryKind kind,
      Optional<DeliveryState> state,
      Optional<String> after,
      int limit);

  /**
   * Memberships of a group in order of binding.
   *
   * @param after the binding after which the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<MemberDelivery> members(String directory, String group, Optional<UUID> after, int limit);

  /**
   * Tells the directory anew, whatever the state, and once more when it is just being told; false
   * when there is no such delivery.
   */
  boolean retry(DeliveryKey key);

  /**
   * Sets a pending delivery aside until what is desired changes or it is retried; false when it is
   * not pending.
   */
  boolean setAside(DeliveryKey key, Code code);

  /** How many deliveries are in which state. */
  List<DeliveryCount> counts(String directory);

  /** What is pending. */
  Backlog backlog(String directory);

  /** How many memberships differ. */
  long differingMembers(String directory);

  // For comparing with what a directory really has.

  /**
   * Deliveries of these items; those of which there is none are left out.
   *
   * @param items at most 1,000
   */
  List<Delivery> findAll(String directory, DeliveryKind kind, Collection<String> items);

  /**
   * Deliveries that are linked to these ids of the directory.
   *
   * @param remoteIds at most 1,000
   */
  List<Delivery> linkedTo(String directory, DeliveryKind kind, Collection<String> remoteIds);

  /**
   * Notes that a comparison saw what these items are linked to.
   *
   * @param items at most 1,000
   * @param comparison names the comparison
   */
  void seen(String directory, DeliveryKind kind, Collection<String> items, UUID comparison);

  /**
   * Deliveries that are delivered and that a comparison did not see, in order of item.
   *
   * @param after the item after which the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<Delivery> unseen(
      String directory, DeliveryKind kind, UUID comparison, Optional<String> after, int limit);

  /**
   * All memberships of these accounts, in order of group.
   *
   * @param bindings at most 1,000
   */
  List<AccountMembership> memberships(String directory, Collection<UUID> bindings);

  /**
   * The directory has this membership otherwise than it was told: it is told anew, and that the
   * account is no member when none was ever desired. Nothing happens while no account is known
   * there.
   */
  void renewMember(String directory, String group, UUID bindingId);
}

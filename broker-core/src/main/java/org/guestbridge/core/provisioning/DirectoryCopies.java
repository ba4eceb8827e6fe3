package org.guestbridge.core.provisioning;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.BindingKind;

/**
 * What channels that ask their directories were shown, and how far they have got, inside one unit
 * of work. Pages and the link after them are written together, so that a node that dies loses
 * nothing; a page that is read twice changes nothing. From here it becomes statements in {@link
 * People} and {@link SourceGroups}.
 */
public interface DirectoryCopies {

  // How far.

  /**
   * Takes a channel that is due or ordered and that nobody else has.
   *
   * @param time for how long
   */
  Optional<PullLease> take(String channel, Duration time);

  /**
   * Writes how far it has got and keeps the channel for {@code time} more.
   *
   * @return false when the channel was lost; nothing was written, and the unit is to be rolled back
   */
  boolean advance(PullLease lease, PullState state, Duration time);

  /** As {@link #advance}, for the beginning of a round, which is what an order asks for. */
  boolean begin(PullLease lease, PullState state, Duration time);

  /** Writes how far it has got, and gives the channel back; after a failure an order waits, too. */
  boolean release(PullLease lease, PullState state);

  /**
   * Makes a channel due at once.
   *
   * @param full whether everything is to be read
   */
  void order(String channel, boolean full);

  /** Every channel that has begun, in order of name. */
  List<PullView> pulls();

  /**
   * Allows the next round to take what the last one withheld, and makes the channel due at once.
   *
   * @param withheld what is to be allowed
   * @return false when that is not what is withheld; nothing was written
   */
  boolean allow(String channel, PullLoss withheld);

  /** What was allowed, which is used up by this. */
  Optional<PullLoss> useAllowance(String channel);

  /**
   * How many people whom a channel shows as active have an active account, by whomever it was
   * given, and by what address; absent where there is nobody.
   */
  Map<BindingKind, Long> accounts(String channel);

  /** With what address somebody of that object id has an active account. */
  Optional<BindingKind> account(UUID objectId);

  // Objects.

  /** An object as it was last shown. */
  Optional<CopiedObject> object(String channel, UUID id);

  /**
   * Writes an object.
   *
   * @param changed whether it is to be settled; who is already stays so
   */
  void put(String channel, CopiedObject object, boolean changed);

  /**
   * Objects that are to be settled, in order of id.
   *
   * @param after the object after which the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<CopiedObject> unsettled(
      String channel, CopiedObject.Kind kind, Optional<UUID> after, int limit);

  /** How many objects are to be settled. */
  long unsettled(String channel);

  /** An object was settled; one that is gone is forgotten. */
  void settled(String channel, CopiedObject object);

  /** Objects that are to be settled again. */
  void unsettle(String channel, Collection<UUID> ids);

  /** People who belong to {@code holder} directly are to be settled again. */
  void unsettleMembers(String channel, CopiedLink.Kind kind, UUID holder);

  /** Objects that an earlier round than {@code round} showed last; at most {@code limit}. */
  List<CopiedObject> unseen(
      String channel, Collection<CopiedObject.Kind> kinds, long round, int limit);

  // Links.

  /**
   * Writes a link.
   *
   * @return whether it is new
   */
  boolean link(String channel, CopiedLink link, long round);

  /** Removes a link; false when there is none. */
  boolean unlink(String channel, CopiedLink link);

  /** The holders of a member, in order of id; at most {@code limit}, 1 to 1,000. */
  List<UUID> holders(String channel, CopiedLink.Kind kind, UUID member, int limit);

  /** The members of a holder, in order of id; at most {@code limit}, 1 to 1,000. */
  List<UUID> members(String channel, CopiedLink.Kind kind, UUID holder, int limit);

  /**
   * Whether a role of the application is assigned to a person, directly or by a group that they are
   * directly in, however many those are.
   */
  boolean isAssigned(String channel, UUID person);

  /**
   * The roles that a person has, directly or by a group that they are directly in, in order of id.
   *
   * @param limit at most how many, 1 to 1,000
   */
  List<UUID> roles(String channel, UUID person, int limit);

  /** Removes every link from and to an object. */
  void unlinkAll(String channel, UUID object);

  /** Links that an earlier round than {@code round} showed last; at most {@code limit}. */
  List<CopiedLink> unseenLinks(
      String channel, Collection<CopiedLink.Kind> kinds, long round, int limit);
}

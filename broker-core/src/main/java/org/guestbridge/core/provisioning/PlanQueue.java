package org.guestbridge.core.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;

/**
 * Who is due for planning, inside one unit of work. A unit takes bindings before people, so that it
 * and a login never wait for each other, and several of either in order of id, as {@link UUID}
 * compares, so that two units never do. What marks many at once follows no order; where two units
 * then wait for each other, the database gives one of them up and the ledger runs it again.
 */
public interface PlanQueue {

  /**
   * Takes people who are due, the longest waiting first, so that no other node takes them for a
   * while. Who is not settled by then is due again.
   *
   * @param limit at most how many, 1 to 1,000
   * @param claim for how long
   */
  List<UUID> take(int limit, Duration claim);

  /** A person with the mark as it is, without a lock. */
  Optional<DuePerson> read(UUID personId);

  /**
   * Locks the person until the unit ends and tells whether the mark is still the one that was read;
   * when it is not, what was decided is out of date.
   */
  boolean isUnchanged(UUID personId, long mark);

  /**
   * Writes down what was decided about a person that this unit found unchanged, who is due no
   * longer.
   *
   * @param recheckAt when the person is due again although nothing changes
   */
  void settle(UUID personId, PersonPlan plan, Optional<Instant> recheckAt);

  /** Deletes the row of a removed person whose withdrawal is planned. */
  void forget(UUID personId);

  /** Whether another person than {@code personId} is provided with the binding. */
  boolean isProvidedToAnother(UUID bindingId, UUID personId);

  /** The person of a channel who has the object id, if there is one; not a removed one. */
  Optional<SourcePerson> findByObjectId(String channel, UUID objectId);

  /** Whether any person's last plan names the binding; one who was removed counts. */
  boolean isPlanned(UUID bindingId);

  /**
   * People whose last plan was made under another version and who are not due, in order of id.
   *
   * @param after the person after whom the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<UUID> outdated(String version, Optional<UUID> after, int limit);

  /** Whether the person is to be planned, soon or later. */
  boolean isDue(UUID personId);

  /** Makes one person due. */
  void markDue(UUID personId);

  /** Makes everybody due whose last plan names the binding. */
  void markDueByBinding(UUID bindingId);

  /** Makes everybody due who is that subject. */
  void markDueBySubject(UpstreamSubject subject);

  /**
   * Makes selected people due, a page at a time in order of id.
   *
   * @param after the person after whom the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   * @return the last person marked; empty when there was nobody left
   */
  Optional<UUID> markDue(Selection selection, Optional<UUID> after, int limit);

  /** How many people are in which state, in order of channel, state and code. */
  List<PlanCount> counts();

  /** Who is due. */
  Backlog backlog();

  /**
   * People in one state in order of id, removed ones left out. A page whose documents are long ends
   * early, see {@link People#MAX_PAGE_CHARACTERS}; the last page is the empty one.
   *
   * @param after the person after whom the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<SourcePerson> list(PlanState state, Optional<UUID> after, int limit);

  /**
   * People who are held back in order of id, removed ones left out.
   *
   * @param code those held back with this code alone; empty for all
   * @param after the person after whom the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<HeldPerson> heldBack(Optional<Code> code, Optional<UUID> after, int limit);
}

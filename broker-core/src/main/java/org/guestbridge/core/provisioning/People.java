package org.guestbridge.core.provisioning;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The people of a realm as its channels stored them, inside one unit of work. Whatever changes
 * makes the person due for planning in the same unit, and so everybody else of the same object id.
 *
 * <p>Ids are the realm's: who acts for one channel compares {@link SourcePerson#channel()}.
 */
public interface People {

  /** A page ends early once its documents have so many characters together. */
  int MAX_PAGE_CHARACTERS = 1_000_000;

  /** A page of fewer entries than this did not end early. */
  int FEWEST_OF_LONG_PAGE = MAX_PAGE_CHARACTERS / PersonStatement.MAX_DOCUMENT_LENGTH;

  /** Stores a new person; {@link StoreOutcome.Taken} when the channel has one of that key. */
  StoreOutcome<SourcePerson> insert(String channel, PersonStatement statement);

  /**
   * Replaces what is said about a person. The same statement again changes nothing, not even the
   * version.
   *
   * @param version the version that was read
   */
  StoreOutcome<SourcePerson> replace(UUID id, long version, PersonStatement statement);

  /**
   * The person was deleted upstream: every value of theirs is blanked, the key is free again, they
   * leave their groups, and their row goes when the withdrawal was planned.
   *
   * @return false when there is no such person any more
   */
  boolean remove(UUID id);

  /** A person that was not removed. */
  Optional<SourcePerson> find(UUID id);

  /** A person that was not removed, locked against change until the unit ends. */
  Optional<SourcePerson> lock(UUID id);

  /**
   * People of a channel in order of id. A page whose documents are long ends early, see {@link
   * #MAX_PAGE_CHARACTERS}.
   *
   * @param offset how many to leave out, 0 or more
   * @param limit the size of the page, 1 to 1,000
   */
  List<SourcePerson> list(String channel, PersonFilter filter, long offset, int limit);

  /** How many {@link #list} would give in all. */
  long count(String channel, PersonFilter filter);
}

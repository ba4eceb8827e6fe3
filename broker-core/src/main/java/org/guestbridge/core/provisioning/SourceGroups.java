package org.guestbridge.core.provisioning;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The groups of a realm as its channels stored them, inside one unit of work. Members are never
 * read or written all at once. Whose groups change is due for planning in the same unit.
 */
public interface SourceGroups {

  /** Stores a new group; {@link StoreOutcome.Taken} when the channel has one of that name. */
  StoreOutcome<SourceGroup> insert(String channel, GroupStatement statement);

  /**
   * Replaces what is said about a group; its members stay. The same statement again changes
   * nothing.
   *
   * @param version the version that was read
   */
  StoreOutcome<SourceGroup> replace(UUID id, long version, GroupStatement statement);

  /** Deletes a group with its memberships; false when there is none. */
  boolean remove(UUID id);

  /** A group. */
  Optional<SourceGroup> find(UUID id);

  /** A group, locked against change until the unit ends. */
  Optional<SourceGroup> lock(UUID id);

  /**
   * Groups of a channel in order of id. A page whose documents are long ends early, see {@link
   * People#MAX_PAGE_CHARACTERS}.
   *
   * @param offset how many to leave out, 0 or more
   * @param limit the size of the page, 1 to 1,000
   */
  List<SourceGroup> list(String channel, GroupFilter filter, long offset, int limit);

  /** How many {@link #list} would give in all. */
  long count(String channel, GroupFilter filter);

  /**
   * Adds members; who is one already, or is no person of the group's channel, is left out.
   *
   * @param people at most 1,000
   * @return how many were added
   */
  int addMembers(UUID groupId, Collection<UUID> people);

  /**
   * Removes members; who is none is left out.
   *
   * @param people at most 1,000
   * @return how many were removed
   */
  int removeMembers(UUID groupId, Collection<UUID> people);

  /**
   * Members in order of id.
   *
   * @param after the person after whom the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<UUID> members(UUID groupId, Optional<UUID> after, int limit);

  /** How many members a group has. */
  long memberCount(UUID groupId);

  /**
   * The groups a person is a member of, in order of id.
   *
   * @param after the group after which the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<NamedGroup> ofPerson(UUID personId, Optional<UUID> after, int limit);

  /**
   * The names of groups by the ids by which rules know them; those that no channel stored are left
   * out. Where several have one, the first channel's in order of name holds.
   *
   * @param channels the names of the channels
   * @param externalIds at most 20,000
   */
  Map<String, String> names(Collection<String> channels, Collection<String> externalIds);
}

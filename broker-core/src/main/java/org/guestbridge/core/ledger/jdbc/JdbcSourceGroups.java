package org.guestbridge.core.ledger.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.provisioning.GroupFilter;
import org.guestbridge.core.provisioning.GroupStatement;
import org.guestbridge.core.provisioning.NamedGroup;
import org.guestbridge.core.provisioning.SourceGroup;
import org.guestbridge.core.provisioning.SourceGroups;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.text.RealmId;

/** The groups of one realm in one transaction. */
final class JdbcSourceGroups implements SourceGroups {

  private final GroupRows groups;
  private final MemberRows members;
  private final PersonRows people;
  private final DueMarks due;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  JdbcSourceGroups(SqlSession session, RealmId realm, InstantSource clock, Supplier<UUID> ids) {
    this.groups = new GroupRows(session, realm);
    this.members = new MemberRows(session);
    this.people = new PersonRows(session, realm);
    this.due = new DueMarks(session, realm, clock);
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public StoreOutcome<SourceGroup> insert(String channel, GroupStatement statement) {
    UUID id = ids.get();
    return groups.insert(id, channel, statement, now()) ? stored(id) : new StoreOutcome.Taken<>();
  }

  @Override
  public StoreOutcome<SourceGroup> replace(UUID id, long version, GroupStatement statement) {
    Optional<SourceGroup> before = lock(id).filter(group -> group.version() == version);
    if (before.isEmpty()) {
      return new StoreOutcome.Stale<>();
    }
    SourceGroup group = before.get();
    if (group.statement().equals(statement)) {
      return new StoreOutcome.Stored<>(group);
    }
    boolean taken =
        groups
            .byKey(group.channel(), statement.key())
            .filter(other -> !other.equals(id))
            .isPresent();
    if (taken) {
      return new StoreOutcome.Taken<>();
    }
    groups.replace(id, version, statement, now());
    due.members(id);
    return stored(id);
  }

  @Override
  public boolean remove(UUID id) {
    Optional<SourceGroup> group = lock(id);
    group.ifPresent(
        found -> {
          due.members(id);
          members.deleteGroup(id);
          groups.delete(id);
        });
    return group.isPresent();
  }

  @Override
  public Optional<SourceGroup> find(UUID id) {
    return groups.byId(id);
  }

  @Override
  public Optional<SourceGroup> lock(UUID id) {
    return groups.byIdLocked(id);
  }

  @Override
  public List<SourceGroup> list(String channel, GroupFilter filter, long offset, int limit) {
    return groups.page(conditions(channel, filter), offset, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public long count(String channel, GroupFilter filter) {
    return groups.count(conditions(channel, filter));
  }

  private Conditions conditions(String channel, GroupFilter filter) {
    return groups
        .inRealm()
        .and("g.channel = ?", channel)
        .and("g.id = ?", filter.id())
        .and("g.name_key = ?", filter.displayName().map(name -> name.toLowerCase(Locale.ROOT)))
        .and("g.external_id = ?", filter.externalId())
        .and(
            "g.id IN (SELECT group_id FROM gb_source_member WHERE person_id = ?)", filter.member());
  }

  @Override
  public int addMembers(UUID groupId, Collection<UUID> people) {
    Optional<SourceGroup> group = lock(groupId);
    int added = 0;
    for (UUID person : inOrder(people)) {
      if (group.filter(found -> this.people.isInChannelLocked(person, found.channel())).isPresent()
          && members.add(groupId, person)) {
        due.person(person);
        added++;
      }
    }
    return touched(groupId, added);
  }

  @Override
  public int removeMembers(UUID groupId, Collection<UUID> people) {
    if (lock(groupId).isEmpty()) {
      return 0;
    }
    int removed = 0;
    for (UUID person : inOrder(people)) {
      if (members.delete(groupId, person)) {
        due.person(person);
        removed++;
      }
    }
    return touched(groupId, removed);
  }

  @Override
  public List<UUID> members(UUID groupId, Optional<UUID> after, int limit) {
    return members.page(groupId, after, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public long memberCount(UUID groupId) {
    return members.count(groupId);
  }

  @Override
  public List<NamedGroup> ofPerson(UUID personId, Optional<UUID> after, int limit) {
    return groups.ofPerson(personId, after, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public Map<String, String> names(Collection<String> channels, Collection<String> externalIds) {
    return groups.names(channels, externalIds);
  }

  private int touched(UUID groupId, int changed) {
    if (changed > 0) {
      groups.touch(groupId, now());
    }
    return changed;
  }

  /** In one order everywhere, so that two transactions never wait for each other. */
  private static Collection<UUID> inOrder(Collection<UUID> people) {
    JdbcUnit.checkedLimit(Math.max(1, people.size()));
    return new TreeSet<>(people);
  }

  private StoreOutcome<SourceGroup> stored(UUID id) {
    return groups
        .byId(id)
        .<StoreOutcome<SourceGroup>>map(StoreOutcome.Stored::new)
        .orElseThrow(LostRowException::new);
  }

  private Instant now() {
    return SqlSession.kept(clock.instant());
  }
}

package org.guestbridge.core.ledger.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.guestbridge.core.provisioning.GroupFilter;
import org.guestbridge.core.provisioning.GroupStatement;
import org.guestbridge.core.provisioning.NamedGroup;
import org.guestbridge.core.provisioning.People;
import org.guestbridge.core.provisioning.SourceGroup;
import org.guestbridge.core.provisioning.SourceGroups;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.text.RealmId;

/** The groups of one realm on a copy of the state. */
final class MemoryGroups implements SourceGroups {

  private final MemoryState state;
  private final RealmId realm;
  private final MemoryMarks due;
  private final InstantSource clock;

  MemoryGroups(MemoryState state, RealmId realm, InstantSource clock) {
    this.state = state;
    this.realm = realm;
    this.due = new MemoryMarks(state, realm, clock);
    this.clock = clock;
  }

  @Override
  public StoreOutcome<SourceGroup> insert(String channel, GroupStatement statement) {
    if (isTaken(channel, statement, Optional.empty())) {
      return new StoreOutcome.Taken<>();
    }
    return put(new SourceGroup(UUID.randomUUID(), channel, statement, 1, now(), now()));
  }

  @Override
  public StoreOutcome<SourceGroup> replace(UUID id, long version, GroupStatement statement) {
    Optional<SourceGroup> before = find(id).filter(group -> group.version() == version);
    if (before.isEmpty()) {
      return new StoreOutcome.Stale<>();
    }
    SourceGroup group = before.get();
    if (group.statement().equals(statement)) {
      return new StoreOutcome.Stored<>(group);
    }
    if (isTaken(group.channel(), statement, Optional.of(id))) {
      return new StoreOutcome.Taken<>();
    }
    due.members(id);
    return put(
        new SourceGroup(id, group.channel(), statement, version + 1, group.createdAt(), now()));
  }

  @Override
  public boolean remove(UUID id) {
    if (find(id).isEmpty()) {
      return false;
    }
    due.members(id);
    state.memberships.removeIf(membership -> membership.group().equals(id));
    state.groups.remove(id);
    return true;
  }

  @Override
  public Optional<SourceGroup> find(UUID id) {
    return all().filter(group -> group.id().equals(id)).findFirst();
  }

  @Override
  public Optional<SourceGroup> lock(UUID id) {
    return find(id);
  }

  @Override
  public List<SourceGroup> list(String channel, GroupFilter filter, long offset, int limit) {
    List<SourceGroup> page = new ArrayList<>();
    long read = 0;
    for (SourceGroup group :
        matching(channel, filter).skip(offset).limit(MemoryUnit.checkedLimit(limit)).toList()) {
      if (read < People.MAX_PAGE_CHARACTERS) {
        page.add(group);
      }
      read += group.statement().document().length();
    }
    return page;
  }

  @Override
  public long count(String channel, GroupFilter filter) {
    return matching(channel, filter).count();
  }

  private Stream<SourceGroup> matching(String channel, GroupFilter filter) {
    Optional<String> key = filter.displayName().map(name -> name.toLowerCase(Locale.ROOT));
    return all()
        .filter(group -> group.channel().equals(channel))
        .filter(group -> filter.id().isEmpty() || filter.id().get().equals(group.id()))
        .filter(group -> key.isEmpty() || key.get().equals(group.statement().key()))
        .filter(
            group ->
                filter.externalId().isEmpty()
                    || filter.externalId().equals(group.statement().externalId()))
        .filter(group -> filter.member().isEmpty() || isMember(group.id(), filter.member().get()));
  }

  @Override
  public int addMembers(UUID groupId, Collection<UUID> people) {
    Optional<SourceGroup> group = find(groupId);
    int added = 0;
    for (UUID person : people) {
      MemoryState.PersonRow row = state.people.get(person);
      if (group.isPresent()
          && row != null
          && row.realm().equals(realm)
          && !row.removed()
          && row.person().channel().equals(group.get().channel())
          && state.memberships.add(new MemoryState.Membership(groupId, person))) {
        due.person(person);
        added++;
      }
    }
    return touched(groupId, added);
  }

  @Override
  public int removeMembers(UUID groupId, Collection<UUID> people) {
    int removed = 0;
    for (UUID person : people) {
      if (find(groupId).isPresent()
          && state.memberships.remove(new MemoryState.Membership(groupId, person))) {
        due.person(person);
        removed++;
      }
    }
    return touched(groupId, removed);
  }

  @Override
  public List<UUID> members(UUID groupId, Optional<UUID> after, int limit) {
    return state.memberships.stream()
        .filter(membership -> membership.group().equals(groupId))
        .map(MemoryState.Membership::person)
        .filter(person -> after.isEmpty() || MemoryState.BY_TEXT.compare(person, after.get()) > 0)
        .sorted(MemoryState.BY_TEXT)
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public long memberCount(UUID groupId) {
    return state.memberships.stream().filter(each -> each.group().equals(groupId)).count();
  }

  @Override
  public List<NamedGroup> ofPerson(UUID personId, Optional<UUID> after, int limit) {
    return all()
        .filter(group -> isMember(group.id(), personId))
        .filter(
            group -> after.isEmpty() || MemoryState.BY_TEXT.compare(group.id(), after.get()) > 0)
        .sorted(Comparator.comparing(SourceGroup::id, MemoryState.BY_TEXT))
        .limit(MemoryUnit.checkedLimit(limit))
        .map(
            group ->
                new NamedGroup(
                    group.id(), group.statement().displayName(), group.statement().externalId()))
        .toList();
  }

  @Override
  public Map<String, String> names(Collection<String> channels, Collection<String> externalIds) {
    Map<String, String> names = new TreeMap<>();
    all()
        .filter(group -> channels.contains(group.channel()))
        .sorted(Comparator.comparing(SourceGroup::channel))
        .map(SourceGroup::statement)
        .filter(group -> group.externalId().filter(externalIds::contains).isPresent())
        .forEach(group -> names.putIfAbsent(group.externalId().orElseThrow(), group.displayName()));
    return names;
  }

  private boolean isMember(UUID group, UUID person) {
    return state.memberships.contains(new MemoryState.Membership(group, person));
  }

  private int touched(UUID groupId, int changed) {
    if (changed > 0) {
      SourceGroup group = find(groupId).orElseThrow();
      put(
          new SourceGroup(
              groupId,
              group.channel(),
              group.statement(),
              group.version() + 1,
              group.createdAt(),
              now()));
    }
    return changed;
  }

  private StoreOutcome<SourceGroup> put(SourceGroup group) {
    state.groups.put(group.id(), new MemoryState.GroupRow(realm, group));
    return new StoreOutcome.Stored<>(group);
  }

  private boolean isTaken(String channel, GroupStatement statement, Optional<UUID> own) {
    return all()
        .filter(group -> group.channel().equals(channel))
        .filter(group -> group.statement().key().equals(statement.key()))
        .anyMatch(group -> own.filter(group.id()::equals).isEmpty());
  }

  private Stream<SourceGroup> all() {
    return state.groups.values().stream()
        .filter(row -> row.realm().equals(realm))
        .map(MemoryState.GroupRow::group);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

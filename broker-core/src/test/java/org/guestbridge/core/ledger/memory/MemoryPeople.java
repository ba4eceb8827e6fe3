package org.guestbridge.core.ledger.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.guestbridge.core.provisioning.People;
import org.guestbridge.core.provisioning.PersonFilter;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.text.RealmId;

/** The people of one realm on a copy of the state. */
final class MemoryPeople implements People {

  private final MemoryState state;
  private final RealmId realm;
  private final MemoryMarks due;
  private final InstantSource clock;

  MemoryPeople(MemoryState state, RealmId realm, InstantSource clock) {
    this.state = state;
    this.realm = realm;
    this.due = new MemoryMarks(state, realm, clock);
    this.clock = clock;
  }

  @Override
  public StoreOutcome<SourcePerson> insert(String channel, PersonStatement statement) {
    if (isTaken(channel, statement, Optional.empty())) {
      return new StoreOutcome.Taken<>();
    }
    SourcePerson person =
        new SourcePerson(UUID.randomUUID(), channel, statement, 1, PersonPlan.NONE, now(), now());
    state.people.put(person.id(), new MemoryState.PersonRow(realm, person, false, true, now(), 1));
    statement.objectId().ifPresent(due::objectId);
    return new StoreOutcome.Stored<>(person);
  }

  @Override
  public StoreOutcome<SourcePerson> replace(UUID id, long version, PersonStatement statement) {
    Optional<SourcePerson> before = find(id).filter(person -> person.version() == version);
    if (before.isEmpty()) {
      return new StoreOutcome.Stale<>();
    }
    SourcePerson person = before.get();
    if (person.statement().equals(statement)) {
      return new StoreOutcome.Stored<>(person);
    }
    if (isTaken(person.channel(), statement, Optional.of(id))) {
      return new StoreOutcome.Taken<>();
    }
    SourcePerson changed =
        new SourcePerson(
            id, person.channel(), statement, version + 1, person.plan(), person.createdAt(), now());
    state.people.computeIfPresent(id, (key, row) -> row.with(changed));
    due.person(id);
    person.statement().objectId().ifPresent(due::objectId);
    statement.objectId().ifPresent(due::objectId);
    return new StoreOutcome.Stored<>(changed);
  }

  @Override
  public boolean remove(UUID id) {
    Optional<SourcePerson> before = find(id);
    before.ifPresent(
        person -> {
          state.memberships.removeIf(membership -> membership.person().equals(id));
          SourcePerson blank =
              new SourcePerson(
                  id,
                  person.channel(),
                  new PersonStatement(
                      "removed " + id, Optional.empty(), "", Optional.empty(), false, ""),
                  person.version() + 1,
                  person.plan(),
                  person.createdAt(),
                  now());
          state.people.computeIfPresent(
              id,
              (key, row) ->
                  new MemoryState.PersonRow(realm, blank, true, true, now(), row.mark() + 1));
          person.statement().objectId().ifPresent(due::objectId);
        });
    return before.isPresent();
  }

  @Override
  public Optional<SourcePerson> find(UUID id) {
    return present().filter(person -> person.id().equals(id)).findFirst();
  }

  @Override
  public Optional<SourcePerson> lock(UUID id) {
    return find(id);
  }

  @Override
  public List<SourcePerson> list(String channel, PersonFilter filter, long offset, int limit) {
    return page(
        matching(channel, filter).skip(offset).limit(MemoryUnit.checkedLimit(limit)).toList());
  }

  /** The first of them, until their documents are long together. */
  static List<SourcePerson> page(List<SourcePerson> people) {
    List<SourcePerson> page = new ArrayList<>();
    long read = 0;
    for (SourcePerson person : people) {
      if (read < MAX_PAGE_CHARACTERS) {
        page.add(person);
      }
      read += person.statement().document().length();
    }
    return page;
  }

  @Override
  public long count(String channel, PersonFilter filter) {
    return matching(channel, filter).count();
  }

  private Stream<SourcePerson> matching(String channel, PersonFilter filter) {
    return present()
        .filter(person -> person.channel().equals(channel))
        .filter(person -> filter.id().isEmpty() || filter.id().get().equals(person.id()))
        .filter(
            person -> filter.key().isEmpty() || filter.key().get().equals(person.statement().key()))
        .filter(
            person ->
                filter.externalId().isEmpty()
                    || filter.externalId().equals(person.statement().externalId()))
        .filter(
            person -> filter.mail().isEmpty() || filter.mail().equals(person.statement().mail()));
  }

  private Stream<SourcePerson> present() {
    return state.people.values().stream()
        .filter(row -> row.realm().equals(realm) && !row.removed())
        .map(MemoryState.PersonRow::person);
  }

  private boolean isTaken(String channel, PersonStatement statement, Optional<UUID> own) {
    return present()
        .filter(person -> person.channel().equals(channel))
        .filter(person -> person.statement().key().equals(statement.key()))
        .anyMatch(person -> own.filter(person.id()::equals).isEmpty());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

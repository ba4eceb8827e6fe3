package org.guestbridge.core.ledger.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.provisioning.DuePerson;
import org.guestbridge.core.provisioning.People;
import org.guestbridge.core.provisioning.PersonFilter;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.text.RealmId;

/** The people of one realm in one transaction. */
final class JdbcPeople implements People {

  private final SqlSession session;
  private final PersonRows people;
  private final MemberRows members;
  private final DueMarks due;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  JdbcPeople(SqlSession session, RealmId realm, InstantSource clock, Supplier<UUID> ids) {
    this.session = session;
    this.people = new PersonRows(session, realm);
    this.members = new MemberRows(session);
    this.due = new DueMarks(session, realm, clock);
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public StoreOutcome<SourcePerson> insert(String channel, PersonStatement statement) {
    UUID id = ids.get();
    if (!people.insert(id, channel, statement, now())) {
      return new StoreOutcome.Taken<>();
    }
    statement.objectId().ifPresent(objectId -> due.others(objectId, id));
    return stored(id);
  }

  @Override
  public StoreOutcome<SourcePerson> replace(UUID id, long version, PersonStatement statement) {
    Optional<SourcePerson> before = lock(id).filter(person -> person.version() == version);
    if (before.isEmpty()) {
      return new StoreOutcome.Stale<>();
    }
    SourcePerson person = before.get();
    if (person.statement().equals(statement)) {
      return new StoreOutcome.Stored<>(person);
    }
    boolean taken =
        people
            .byKey(person.channel(), statement.key())
            .filter(other -> !other.equals(id))
            .isPresent();
    if (taken) {
      return new StoreOutcome.Taken<>();
    }
    people.replace(id, version, statement, now());
    markChanged(id, person.statement());
    statement.objectId().ifPresent(objectId -> due.others(objectId, id));
    return stored(id);
  }

  @Override
  public boolean remove(UUID id) {
    Optional<SourcePerson> before = lock(id);
    before.ifPresent(
        person -> {
          members.deletePerson(id);
          people.remove(id, now());
          markChanged(id, person.statement());
        });
    return before.isPresent();
  }

  @Override
  public Optional<SourcePerson> find(UUID id) {
    return present(people.byId(id));
  }

  @Override
  public Optional<SourcePerson> lock(UUID id) {
    return present(people.byIdLocked(id));
  }

  @Override
  public List<SourcePerson> list(String channel, PersonFilter filter, long offset, int limit) {
    return people.boundedPage(conditions(channel, filter), offset, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public long count(String channel, PersonFilter filter) {
    Conditions conditions = conditions(channel, filter);
    return session.count("SELECT COUNT(*) FROM gb_person" + conditions.sql(), conditions.values());
  }

  private Conditions conditions(String channel, PersonFilter filter) {
    return people
        .inRealm()
        .and("channel = ?", channel)
        .and("removed = FALSE")
        .and("id = ?", filter.id())
        .and("source_key = ?", filter.key())
        .and("external_id = ?", filter.externalId())
        .and("mail = ?", filter.mail());
  }

  private void markChanged(UUID id, PersonStatement before) {
    due.person(id);
    before.objectId().ifPresent(objectId -> due.others(objectId, id));
  }

  private StoreOutcome<SourcePerson> stored(UUID id) {
    return people
        .byId(id)
        .map(DuePerson::person)
        .<StoreOutcome<SourcePerson>>map(StoreOutcome.Stored::new)
        .orElseThrow(LostRowException::new);
  }

  private static Optional<SourcePerson> present(Optional<DuePerson> found) {
    return found.filter(person -> !person.removed()).map(DuePerson::person);
  }

  private Instant now() {
    return SqlSession.kept(clock.instant());
  }
}

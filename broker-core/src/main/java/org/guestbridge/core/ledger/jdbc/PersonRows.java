package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.DuePerson;
import org.guestbridge.core.provisioning.People;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.text.RealmId;

/** The people of one realm as provisioning clients stored them. */
final class PersonRows {

  static final String PROBE =
      "SELECT id, channel, source_key, object_id, external_id, user_name, mail, active, document,"
          + " version, removed, due, due_at, due_mark, plan_state, plan_code, plan_rule,"
          + " plan_version, binding_id, created_at, changed_at FROM gb_person";

  private static final String INSERT =
      "INSERT INTO gb_person (id, realm, channel, source_key, object_id, external_id, user_name,"
          + " mail, active, document, version, removed, due, due_at, due_mark, plan_state,"
          + " plan_version, created_at, changed_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, FALSE, TRUE, ?, 1, 'NEW', '', ?, ?)";
  private static final String BY_ID = PROBE + " WHERE realm = ? AND id = ?";
  private static final String BY_ID_LOCKED = BY_ID + " FOR UPDATE";
  private static final String MARK_LOCKED =
      "SELECT due_mark FROM gb_person WHERE realm = ? AND id = ? FOR UPDATE";
  private static final String IN_CHANNEL_LOCKED =
      "SELECT id FROM gb_person WHERE realm = ? AND id = ? AND channel = ? AND removed = FALSE"
          + " FOR UPDATE";
  private static final String BY_KEY =
      "SELECT id FROM gb_person WHERE realm = ? AND channel = ? AND source_key = ?";
  private static final String REPLACE =
      "UPDATE gb_person SET source_key = ?, object_id = ?, external_id = ?, user_name = ?,"
          + " mail = ?, active = ?, document = ?, version = version + 1, changed_at = ?"
          + " WHERE realm = ? AND id = ? AND version = ? AND removed = FALSE";
  private static final String REMOVE =
      "UPDATE gb_person SET source_key = ?, object_id = NULL, external_id = NULL, user_name = '',"
          + " mail = NULL, active = FALSE, document = '', version = version + 1, changed_at = ?,"
          + " removed = TRUE WHERE realm = ? AND id = ? AND removed = FALSE";
  private static final String DELETE =
      "DELETE FROM gb_person WHERE realm = ? AND id = ? AND removed = TRUE";

  private final SqlSession session;
  private final RealmId realm;

  PersonRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  boolean insert(UUID id, String channel, PersonStatement statement, Instant at) {
    return session.insertUnlessTaken(
        INSERT,
        id,
        realm.value(),
        channel,
        statement.key(),
        statement.objectId().orElse(null),
        statement.externalId().orElse(null),
        statement.userName(),
        statement.mail().orElse(null),
        statement.active(),
        statement.document(),
        SqlSession.column(at),
        SqlSession.column(at),
        SqlSession.column(at));
  }

  Optional<DuePerson> byId(UUID id) {
    return session.queryOne(PersonRows::readDue, BY_ID, realm.value(), id);
  }

  Optional<DuePerson> byIdLocked(UUID id) {
    return session.queryOne(PersonRows::readDue, BY_ID_LOCKED, realm.value(), id);
  }

  /** How often the person was made due; the row is locked. */
  Optional<Long> markLocked(UUID id) {
    return session.queryOne(row -> row.getLong(1), MARK_LOCKED, realm.value(), id);
  }

  /** Whether the channel has the person, whose row is locked. */
  boolean isInChannelLocked(UUID id, String channel) {
    return session.queryOne(row -> id, IN_CHANNEL_LOCKED, realm.value(), id, channel).isPresent();
  }

  Optional<UUID> byKey(String channel, String key) {
    return session.queryOne(
        row -> row.getObject(1, UUID.class), BY_KEY, realm.value(), channel, key);
  }

  boolean replace(UUID id, long version, PersonStatement statement, Instant at) {
    return session.updateUnlessTaken(
            REPLACE,
            statement.key(),
            statement.objectId().orElse(null),
            statement.externalId().orElse(null),
            statement.userName(),
            statement.mail().orElse(null),
            statement.active(),
            statement.document(),
            SqlSession.column(at),
            realm.value(),
            id,
            version)
        == 1;
  }

  boolean remove(UUID id, Instant at) {
    return session.update(REMOVE, "removed " + id, SqlSession.column(at), realm.value(), id) == 1;
  }

  void delete(UUID id) {
    session.update(DELETE, realm.value(), id);
  }

  /** A page that ends early when documents are long. */
  List<SourcePerson> boundedPage(Conditions conditions, long offset, int limit) {
    return session.queryUpTo(
        People.MAX_PAGE_CHARACTERS,
        person -> person.statement().document().length(),
        PersonRows::read,
        PROBE + conditions.sql() + " ORDER BY id LIMIT ? OFFSET ?",
        conditions.values(limit, offset));
  }

  /** Everybody whom the conditions, which name the realm, let pass. */
  List<SourcePerson> page(Conditions conditions, String order, Object... values) {
    return session.query(
        PersonRows::read, PROBE + conditions.sql() + order, conditions.values(values));
  }

  Conditions inRealm() {
    return new Conditions().and("realm = ?", realm.value());
  }

  private static DuePerson readDue(ResultSet row) throws SQLException {
    return new DuePerson(read(row), row.getBoolean("removed"), row.getLong("due_mark"));
  }

  static SourcePerson read(ResultSet row) throws SQLException {
    return new SourcePerson(
        row.getObject("id", UUID.class),
        row.getString("channel"),
        new PersonStatement(
            row.getString("source_key"),
            SqlSession.text(row, "external_id"),
            row.getString("user_name"),
            SqlSession.text(row, "mail"),
            row.getBoolean("active"),
            row.getString("document")),
        row.getLong("version"),
        new PersonPlan(
            PlanState.valueOf(row.getString("plan_state")),
            SqlSession.text(row, "plan_code").map(Code::valueOf),
            SqlSession.text(row, "plan_rule"),
            Optional.ofNullable(row.getObject("binding_id", UUID.class)),
            row.getString("plan_version")),
        SqlSession.instant(row, "created_at"),
        SqlSession.instant(row, "changed_at"));
  }
}

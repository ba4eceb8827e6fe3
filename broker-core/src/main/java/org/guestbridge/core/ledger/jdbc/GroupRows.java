package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.guestbridge.core.provisioning.GroupStatement;
import org.guestbridge.core.provisioning.NamedGroup;
import org.guestbridge.core.provisioning.People;
import org.guestbridge.core.provisioning.SourceGroup;
import org.guestbridge.core.text.RealmId;

/** The groups of one realm as provisioning clients stored them. */
final class GroupRows {

  static final String PROBE =
      "SELECT g.id, g.channel, g.name_key, g.display_name, g.external_id, g.document, g.version,"
          + " g.created_at, g.changed_at FROM gb_source_group g";

  private static final String INSERT =
      "INSERT INTO gb_source_group (id, realm, channel, name_key, display_name, external_id,"
          + " document, version, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)";
  private static final String BY_ID = PROBE + " WHERE g.realm = ? AND g.id = ?";
  private static final String BY_ID_LOCKED = BY_ID + " FOR UPDATE";
  private static final String BY_KEY =
      "SELECT id FROM gb_source_group WHERE realm = ? AND channel = ? AND name_key = ?";
  private static final String REPLACE =
      "UPDATE gb_source_group SET name_key = ?, display_name = ?, external_id = ?, document = ?,"
          + " version = version + 1, changed_at = ? WHERE realm = ? AND id = ? AND version = ?";
  private static final String TOUCH =
      "UPDATE gb_source_group SET version = version + 1, changed_at = ?"
          + " WHERE realm = ? AND id = ?";
  private static final String DELETE = "DELETE FROM gb_source_group WHERE realm = ? AND id = ?";
  private static final String OF_PERSON =
      "SELECT g.id, g.display_name, g.external_id FROM gb_source_group g"
          + " JOIN gb_source_member m ON m.group_id = g.id";

  private static final int NAMED_AT_ONCE = 500;

  private final SqlSession session;
  private final RealmId realm;

  GroupRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  boolean insert(UUID id, String channel, GroupStatement statement, Instant at) {
    return session.insertUnlessTaken(
        INSERT,
        id,
        realm.value(),
        channel,
        statement.key(),
        statement.displayName(),
        statement.externalId().orElse(null),
        statement.document(),
        SqlSession.column(at),
        SqlSession.column(at));
  }

  Optional<SourceGroup> byId(UUID id) {
    return session.queryOne(GroupRows::read, BY_ID, realm.value(), id);
  }

  Optional<SourceGroup> byIdLocked(UUID id) {
    return session.queryOne(GroupRows::read, BY_ID_LOCKED, realm.value(), id);
  }

  Optional<UUID> byKey(String channel, String key) {
    return session.queryOne(
        row -> row.getObject(1, UUID.class), BY_KEY, realm.value(), channel, key);
  }

  void replace(UUID id, long version, GroupStatement statement, Instant at) {
    session.updateUnlessTaken(
        REPLACE,
        statement.key(),
        statement.displayName(),
        statement.externalId().orElse(null),
        statement.document(),
        SqlSession.column(at),
        realm.value(),
        id,
        version);
  }

  void touch(UUID id, Instant at) {
    session.update(TOUCH, SqlSession.column(at), realm.value(), id);
  }

  void delete(UUID id) {
    session.update(DELETE, realm.value(), id);
  }

  List<NamedGroup> ofPerson(UUID personId, Optional<UUID> after, int limit) {
    Conditions conditions = inRealm().and("m.person_id = ?", personId).and("m.group_id > ?", after);
    return session.query(
        GroupRows::readNamed,
        OF_PERSON + conditions.sql() + " ORDER BY m.group_id LIMIT ?",
        conditions.values(limit));
  }

  private static NamedGroup readNamed(ResultSet row) throws SQLException {
    return new NamedGroup(
        row.getObject("id", UUID.class),
        row.getString("display_name"),
        SqlSession.text(row, "external_id"));
  }

  /** A page that ends early when documents are long. */
  List<SourceGroup> page(Conditions conditions, long offset, int limit) {
    return session.queryUpTo(
        People.MAX_PAGE_CHARACTERS,
        group -> group.statement().document().length(),
        GroupRows::read,
        PROBE + conditions.sql() + " ORDER BY g.id LIMIT ? OFFSET ?",
        conditions.values(limit, offset));
  }

  Map<String, String> names(Collection<String> channels, Collection<String> externalIds) {
    Map<String, String> names = new HashMap<>();
    List<String> ids = List.copyOf(externalIds);
    for (String channel : new TreeSet<>(channels)) {
      for (int from = 0; from < ids.size(); from += NAMED_AT_ONCE) {
        List<String> some = ids.subList(from, Math.min(ids.size(), from + NAMED_AT_ONCE));
        named(channel, some).forEach(group -> names.putIfAbsent(group.id(), group.name()));
      }
    }
    return names;
  }

  private List<Named> named(String channel, List<String> ids) {
    Conditions conditions =
        inRealm()
            .and("g.channel = ?", channel)
            .and(
                "g.external_id IN ("
                    + String.join(", ", Collections.nCopies(ids.size(), "?"))
                    + ")",
                ids.toArray());
    return session.query(
        row -> new Named(row.getString("external_id"), row.getString("display_name")),
        "SELECT g.external_id, g.display_name FROM gb_source_group g" + conditions.sql(),
        conditions.values());
  }

  private record Named(String id, String name) {}

  long count(Conditions conditions) {
    return session.count(
        "SELECT COUNT(*) FROM gb_source_group g" + conditions.sql(), conditions.values());
  }

  Conditions inRealm() {
    return new Conditions().and("g.realm = ?", realm.value());
  }

  private static SourceGroup read(ResultSet row) throws SQLException {
    return new SourceGroup(
        row.getObject("id", UUID.class),
        row.getString("channel"),
        new GroupStatement(
            row.getString("name_key"),
            row.getString("display_name"),
            SqlSession.text(row, "external_id"),
            row.getString("document")),
        row.getLong("version"),
        SqlSession.instant(row, "created_at"),
        SqlSession.instant(row, "changed_at"));
  }
}

package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.text.RealmId;

/** People and groups as the directories of one realm showed them. */
final class CopyRows {

  static final String PROBE =
      "SELECT object_id, kind, document, round, gone, unsettled FROM gb_copy";

  private static final String OF_CHANNEL = " WHERE realm = ? AND channel = ?";
  private static final String ONE = OF_CHANNEL + " AND object_id = ?";
  private static final String BY_ID = PROBE + ONE;
  private static final String INSERT =
      "INSERT INTO gb_copy (realm, channel, object_id, kind, document, round, gone, unsettled)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String WRITE =
      "UPDATE gb_copy SET kind = ?, document = ?, round = ?, gone = ?";
  private static final String COUNT =
      "SELECT COUNT(*) FROM gb_copy"
          + OF_CHANNEL
          + " AND kind IN ('PERSON', 'GROUP') AND unsettled = TRUE";
  private static final String SETTLED = "UPDATE gb_copy SET unsettled = FALSE" + ONE;
  private static final String DELETE = "DELETE FROM gb_copy" + ONE;
  private static final String UNSETTLE = "UPDATE gb_copy SET unsettled = TRUE" + ONE;
  private static final String UNSETTLE_MEMBERS =
      "UPDATE gb_copy SET unsettled = TRUE"
          + OF_CHANNEL
          + " AND unsettled = FALSE AND object_id IN (SELECT member_id FROM gb_copy_link"
          + " WHERE realm = ? AND channel = ? AND kind = ? AND holder_id = ?)";

  private final SqlSession session;
  private final RealmId realm;

  CopyRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  Optional<CopiedObject> byId(String channel, UUID id) {
    return session.queryOne(CopyRows::read, BY_ID, realm.value(), channel, id);
  }

  void put(String channel, CopiedObject object, boolean unsettled) {
    int written =
        session.update(
            WRITE + (unsettled ? ", unsettled = TRUE" : "") + ONE,
            object.kind().name(),
            object.document(),
            object.round(),
            object.gone(),
            realm.value(),
            channel,
            object.id());
    if (written == 0) {
      session.update(
          INSERT,
          realm.value(),
          channel,
          object.id(),
          object.kind().name(),
          object.document(),
          object.round(),
          object.gone(),
          unsettled);
    }
  }

  List<CopiedObject> unsettled(
      String channel, CopiedObject.Kind kind, Optional<UUID> after, int limit) {
    Conditions conditions =
        new Conditions()
            .and("realm = ?", realm.value())
            .and("channel = ?", channel)
            .and("kind = ?", kind.name())
            .and("unsettled = TRUE")
            .and("object_id > ?", after);
    return session.query(
        CopyRows::read,
        PROBE + conditions.sql() + " ORDER BY object_id LIMIT ?",
        conditions.values(limit));
  }

  long unsettled(String channel) {
    return session.count(COUNT, realm.value(), channel);
  }

  void settled(String channel, CopiedObject object) {
    session.update(object.gone() ? DELETE : SETTLED, realm.value(), channel, object.id());
  }

  void unsettle(String channel, Collection<UUID> ids) {
    for (UUID id : new TreeSet<>(ids)) {
      session.update(UNSETTLE, realm.value(), channel, id);
    }
  }

  void unsettleMembers(String channel, CopiedLink.Kind kind, UUID holder) {
    session.update(
        UNSETTLE_MEMBERS, realm.value(), channel, realm.value(), channel, kind.name(), holder);
  }

  List<CopiedObject> unseen(
      String channel, Collection<CopiedObject.Kind> kinds, long round, int limit) {
    Conditions conditions =
        new Conditions()
            .and("realm = ?", realm.value())
            .and("channel = ?", channel)
            .in("kind", kinds.stream().map(CopiedObject.Kind::name).toList())
            .and("round < ?", round)
            .and("gone = FALSE");
    return session.query(
        CopyRows::read,
        PROBE + conditions.sql() + " ORDER BY object_id LIMIT ?",
        conditions.values(limit));
  }

  private static CopiedObject read(ResultSet row) throws SQLException {
    return new CopiedObject(
        row.getObject("object_id", UUID.class),
        CopiedObject.Kind.valueOf(row.getString("kind")),
        row.getString("document"),
        row.getLong("round"),
        row.getBoolean("gone"));
  }
}

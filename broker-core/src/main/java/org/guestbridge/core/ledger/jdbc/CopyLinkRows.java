package org.guestbridge.core.ledger.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.text.RealmId;

/** What belongs to what in the directories of one realm, directly. */
final class CopyLinkRows {

  static final String PROBE = "SELECT kind, holder_id, member_id, round FROM gb_copy_link";

  private static final String OF_CHANNEL = " WHERE realm = ? AND channel = ?";
  private static final String ONE =
      OF_CHANNEL + " AND kind = ? AND holder_id = ? AND member_id = ?";
  private static final String INSERT =
      "INSERT INTO gb_copy_link (realm, channel, kind, holder_id, member_id, round)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String SEE = "UPDATE gb_copy_link SET round = ?" + ONE;
  private static final String DELETE = "DELETE FROM gb_copy_link" + ONE;
  private static final String DELETE_OF_HOLDER =
      "DELETE FROM gb_copy_link" + OF_CHANNEL + " AND kind = ? AND holder_id = ?";
  private static final String DELETE_OF_MEMBER =
      "DELETE FROM gb_copy_link" + OF_CHANNEL + " AND member_id = ?";
  private static final String ASSIGNED =
      "SELECT 1 FROM gb_copy_link"
          + OF_CHANNEL
          + " AND kind = 'PERSON_ASSIGNED' AND member_id = ? LIMIT 1";
  private static final String ASSIGNED_BY_GROUP =
      "SELECT 1 FROM gb_copy_link l JOIN gb_copy_link a ON a.realm = l.realm"
          + " AND a.channel = l.channel AND a.member_id = l.holder_id"
          + " AND a.kind = 'GROUP_ASSIGNED'"
          + " WHERE l.realm = ? AND l.channel = ? AND l.kind = 'PERSON_IN_GROUP'"
          + " AND l.member_id = ? LIMIT 1";
  private static final String ROLES =
      "SELECT holder_id FROM gb_copy_link"
          + OF_CHANNEL
          + " AND kind = 'PERSON_HAS_ROLE' AND member_id = ?"
          + " UNION SELECT a.holder_id FROM gb_copy_link l JOIN gb_copy_link a ON a.realm = l.realm"
          + " AND a.channel = l.channel AND a.member_id = l.holder_id"
          + " AND a.kind = 'GROUP_HAS_ROLE'"
          + " WHERE l.realm = ? AND l.channel = ? AND l.kind = 'PERSON_IN_GROUP'"
          + " AND l.member_id = ? ORDER BY holder_id LIMIT ?";
  private static final String HOLDERS =
      "SELECT holder_id FROM gb_copy_link"
          + OF_CHANNEL
          + " AND kind = ? AND member_id = ? ORDER BY holder_id LIMIT ?";
  private static final String MEMBERS =
      "SELECT member_id FROM gb_copy_link"
          + OF_CHANNEL
          + " AND kind = ? AND holder_id = ? ORDER BY member_id LIMIT ?";

  private final SqlSession session;
  private final RealmId realm;

  CopyLinkRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  boolean put(String channel, CopiedLink link, long round) {
    if (session.update(SEE, at(round, channel, link)) == 1) {
      return false;
    }
    session.update(
        INSERT, realm.value(), channel, link.kind().name(), link.holder(), link.member(), round);
    return true;
  }

  boolean delete(String channel, CopiedLink link) {
    return session.update(
            DELETE, realm.value(), channel, link.kind().name(), link.holder(), link.member())
        == 1;
  }

  void deleteAll(String channel, UUID object) {
    for (CopiedLink.Kind kind : CopiedLink.Kind.values()) {
      session.update(DELETE_OF_HOLDER, realm.value(), channel, kind.name(), object);
    }
    session.update(DELETE_OF_MEMBER, realm.value(), channel, object);
  }

  boolean isAssigned(String channel, UUID person) {
    return isThere(ASSIGNED, channel, person) || isThere(ASSIGNED_BY_GROUP, channel, person);
  }

  private boolean isThere(String sql, String channel, UUID person) {
    return session.queryOne(row -> person, sql, realm.value(), channel, person).isPresent();
  }

  List<UUID> roles(String channel, UUID person, int limit) {
    return session.query(
        row -> row.getObject(1, UUID.class),
        ROLES,
        realm.value(),
        channel,
        person,
        realm.value(),
        channel,
        person,
        limit);
  }

  List<UUID> holders(String channel, CopiedLink.Kind kind, UUID member, int limit) {
    return ids(HOLDERS, channel, kind, member, limit);
  }

  List<UUID> members(String channel, CopiedLink.Kind kind, UUID holder, int limit) {
    return ids(MEMBERS, channel, kind, holder, limit);
  }

  List<CopiedLink> unseen(
      String channel, Collection<CopiedLink.Kind> kinds, long round, int limit) {
    List<CopiedLink.Kind> named = List.copyOf(new TreeSet<>(kinds));
    String marks = String.join(", ", Collections.nCopies(named.size(), "?"));
    List<Object> values = new ArrayList<>(List.of(realm.value(), channel));
    named.forEach(kind -> values.add(kind.name()));
    values.addAll(List.of(round, limit));
    return session.query(
        row ->
            new CopiedLink(
                CopiedLink.Kind.valueOf(row.getString("kind")),
                row.getObject("holder_id", UUID.class),
                row.getObject("member_id", UUID.class)),
        PROBE
            + OF_CHANNEL
            + " AND kind IN ("
            + marks
            + ") AND round < ? ORDER BY kind, holder_id, member_id LIMIT ?",
        values.toArray());
  }

  private List<UUID> ids(String sql, String channel, CopiedLink.Kind kind, UUID one, int limit) {
    return session.query(
        row -> row.getObject(1, UUID.class), sql, realm.value(), channel, kind.name(), one, limit);
  }

  private Object[] at(long round, String channel, CopiedLink link) {
    return new Object[] {
      round, realm.value(), channel, link.kind().name(), link.holder(), link.member()
    };
  }
}

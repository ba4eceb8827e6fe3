package org.guestbridge.core.ledger.jdbc;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.text.RealmId;

/**
 * Who of those whom the directories of one realm show has an active account. An object id stands
 * for one person over all channels of the realm: one channel may show people to whom another gave
 * their accounts.
 */
final class ShownAccountRows {

  private static final String ACTIVE =
      " JOIN gb_binding b ON b.id = p.binding_id WHERE EXISTS (SELECT 1 FROM gb_delivery d"
          + " WHERE d.realm = p.realm AND d.binding_id = p.binding_id AND d.active = TRUE)";
  private static final String OF_CHANNEL =
      "SELECT b.kind, COUNT(DISTINCT s.object_id) FROM gb_person s"
          + " JOIN gb_person p ON p.realm = s.realm AND p.object_id = s.object_id"
          + ACTIVE
          + " AND s.realm = ? AND s.channel = ? AND s.removed = FALSE AND s.active = TRUE"
          + " GROUP BY b.kind";
  private static final String OF_OBJECT =
      "SELECT b.kind FROM gb_person p" + ACTIVE + " AND p.realm = ? AND p.object_id = ? LIMIT 1";

  private final SqlSession session;
  private final RealmId realm;

  ShownAccountRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  /** How many of a channel, by the kind of their binding. */
  Map<BindingKind, Long> ofChannel(String channel) {
    Map<BindingKind, Long> counts = new EnumMap<>(BindingKind.class);
    session
        .query(
            row -> Map.entry(BindingKind.valueOf(row.getString(1)), row.getLong(2)),
            OF_CHANNEL,
            realm.value(),
            channel)
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  Optional<BindingKind> of(UUID objectId) {
    return session.queryOne(
        row -> BindingKind.valueOf(row.getString(1)), OF_OBJECT, realm.value(), objectId);
  }
}

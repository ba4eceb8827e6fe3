package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.jspecify.annotations.Nullable;

/** What the directories of one realm are to have: one row for each account and each group. */
final class DeliveryRows {

  static final String PROBE =
      "SELECT d.directory, d.kind, d.item, d.binding_id, d.address, d.given_name, d.surname,"
          + " d.active, d.desired_version, d.delivered_version, d.remote_id, d.state, d.attempts,"
          + " d.due_at, d.lease_owner, d.lease_until, d.last_code, d.last_detail, d.seen_by"
          + " FROM gb_delivery d";

  private static final String INSERT =
      "INSERT INTO gb_delivery (realm, directory, kind, item, binding_id, address, given_name,"
          + " surname, active, desired_version, delivered_version, state, attempts, due_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, TRUE, 1, 0, 'PENDING', 0, ?)";
  private static final String CHANGED =
      " desired_version = desired_version + 1, state = 'PENDING', attempts = 0, due_at = ?,"
          + " last_code = NULL, last_detail = NULL WHERE realm = ?";
  private static final String PROVIDE =
      "UPDATE gb_delivery SET address = ?, given_name = ?, surname = ?, active = TRUE,"
          + CHANGED
          + " AND directory = ? AND kind = 'USER' AND item = ?";
  private static final String WITHDRAW =
      "UPDATE gb_delivery SET active = FALSE,"
          + CHANGED
          + " AND directory = ? AND kind = 'USER' AND item = ? AND active = TRUE";
  private static final String ERASE =
      "UPDATE gb_delivery SET address = NULL, given_name = NULL, surname = NULL,"
          + " last_detail = NULL WHERE realm = ? AND binding_id = ?";
  private static final String AT = " WHERE realm = ? AND directory = ? AND kind = ? AND item = ?";
  private static final String LINK = "UPDATE gb_delivery SET remote_id = ?" + AT;

  /** The version moves on, so that a delivery that is on its way does not count for this order. */
  private static final String RETRY =
      "UPDATE gb_delivery SET desired_version = desired_version + 1, state = 'PENDING',"
          + " attempts = 0, due_at = ?, last_code = NULL, last_detail = NULL"
          + AT;

  private static final String SET_ASIDE =
      "UPDATE gb_delivery SET state = 'SET_ASIDE', last_code = ?, last_detail = NULL,"
          + " lease_owner = NULL, lease_until = NULL"
          + AT
          + " AND state = 'PENDING'";

  private final SqlSession session;
  private final RealmId realm;

  DeliveryRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  void insertAccount(String directory, ReleasedIdentity identity, Instant at) {
    insert(
        DeliveryKey.account(directory, identity.internalId()),
        identity.internalId(),
        identity.address().value(),
        identity.names().givenName(),
        identity.names().surname(),
        SqlSession.column(at));
  }

  void insertGroup(DeliveryKey key, Instant at) {
    insert(key, null, null, null, null, SqlSession.column(at));
  }

  private void insert(DeliveryKey key, @Nullable Object... columns) {
    List<@Nullable Object> values = new ArrayList<>();
    values.addAll(List.of(at(key)));
    values.addAll(Arrays.asList(columns));
    session.insertUnlessTaken(INSERT, values.toArray());
  }

  void provide(String directory, ReleasedIdentity identity, Instant at) {
    session.update(
        PROVIDE,
        identity.address().value(),
        identity.names().givenName(),
        identity.names().surname(),
        SqlSession.column(at),
        realm.value(),
        directory,
        identity.internalId().toString());
  }

  void withdraw(String directory, UUID bindingId, Instant at) {
    session.update(WITHDRAW, SqlSession.column(at), realm.value(), directory, bindingId.toString());
  }

  void erase(UUID bindingId) {
    session.update(ERASE, realm.value(), bindingId);
  }

  void link(DeliveryKey key, Optional<String> remoteId) {
    session.update(
        LINK, remoteId.orElse(null), realm.value(), key.directory(), key.kind().name(), key.item());
  }

  boolean retry(DeliveryKey key, Instant at) {
    return session.update(
            RETRY,
            SqlSession.column(at),
            realm.value(),
            key.directory(),
            key.kind().name(),
            key.item())
        == 1;
  }

  boolean setAside(DeliveryKey key, Code code) {
    return session.update(
            SET_ASIDE, code.name(), realm.value(), key.directory(), key.kind().name(), key.item())
        == 1;
  }

  Optional<Delivery> find(DeliveryKey key) {
    Conditions conditions = inDirectory(key.directory(), key.kind()).and("d.item = ?", key.item());
    return page(conditions, " ORDER BY d.item LIMIT ?", 1).stream().findFirst();
  }

  /** One delivery, whose row is locked. */
  Optional<Delivery> findLocked(DeliveryKey key) {
    Conditions conditions = inDirectory(key.directory(), key.kind()).and("d.item = ?", key.item());
    return page(conditions, " LIMIT ? FOR UPDATE", 1).stream().findFirst();
  }

  /** Which of these bindings have which account in a directory; the rows are locked in order. */
  Map<UUID, String> linkedLocked(String directory, Collection<UUID> bindings) {
    Conditions conditions =
        inDirectory(directory, DeliveryKind.USER)
            .in("d.item", bindings.stream().map(UUID::toString).toList());
    Map<UUID, String> linked = new HashMap<>();
    for (Delivery each : page(conditions, " ORDER BY d.item LIMIT ? FOR UPDATE", bindings.size())) {
      each.remoteId().ifPresent(id -> linked.put(UUID.fromString(each.key().item()), id));
    }
    return linked;
  }

  /** The accounts of a binding in all directories. */
  List<Delivery> ofBinding(UUID bindingId) {
    Conditions conditions =
        new Conditions().and("d.realm = ?", realm.value()).and("d.binding_id = ?", bindingId);
    return session.query(
        DeliveryRows::read,
        PROBE + conditions.sql() + " ORDER BY d.directory",
        conditions.values());
  }

  List<Delivery> page(Conditions conditions, String order, int limit) {
    return session.query(
        DeliveryRows::read, PROBE + conditions.sql() + order, conditions.values(limit));
  }

  Conditions inDirectory(String directory, DeliveryKind kind) {
    return new Conditions()
        .and("d.realm = ?", realm.value())
        .and("d.directory = ?", directory)
        .and("d.kind = ?", kind.name());
  }

  private Object[] at(DeliveryKey key) {
    return new Object[] {realm.value(), key.directory(), key.kind().name(), key.item()};
  }

  private static Delivery read(ResultSet row) throws SQLException {
    Optional<UUID> bindingId = Optional.ofNullable(row.getObject("binding_id", UUID.class));
    DesiredAccount account =
        bindingId.isEmpty()
            ? null
            : new DesiredAccount(
                bindingId.get(),
                SqlSession.text(row, "address").flatMap(EmailAddress::parse),
                SqlSession.text(row, "given_name"),
                SqlSession.text(row, "surname"),
                row.getBoolean("active"));
    return new Delivery(
        new DeliveryKey(
            row.getString("directory"),
            DeliveryKind.valueOf(row.getString("kind")),
            row.getString("item")),
        Optional.ofNullable(account),
        row.getLong("desired_version"),
        row.getLong("delivered_version"),
        SqlSession.text(row, "remote_id"),
        DeliveryState.valueOf(row.getString("state")),
        row.getInt("attempts"),
        SqlSession.instant(row, "due_at"),
        SqlSession.text(row, "last_code").map(Code::valueOf),
        SqlSession.text(row, "last_detail"));
  }
}

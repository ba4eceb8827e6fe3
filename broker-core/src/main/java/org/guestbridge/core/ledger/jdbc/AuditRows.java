package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.text.RealmId;
import org.jspecify.annotations.Nullable;

/** The audit log: one column for each value that an event can have, so that it can be queried. */
final class AuditRows {

  static final String PROBE =
      "SELECT seq, happened_at, type, correlation_id, binding_id,"
          + " upstream, downstream, rule, rule_set, names_digest, code, actor FROM gb_audit";

  /** Longest value kept, in characters; a longer one is cut, since it must not fail a login. */
  private static final int MAX_LENGTH = 255;

  /** The columns of an event's details, named as the details are. */
  private static final List<String> DETAILS =
      List.of("upstream", "downstream", "rule", "rule_set", "names_digest", "code", "actor");

  private static final String ADD =
      "INSERT INTO gb_audit (realm, happened_at, type, correlation_id, binding_id,"
          + " upstream, downstream, rule, rule_set, names_digest, code, actor)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String PAGE = PROBE + " WHERE realm = ? AND seq > ? ORDER BY seq LIMIT ?";
  private static final String LAST =
      PROBE + " WHERE realm = ? AND type = ? AND binding_id = ? ORDER BY seq DESC LIMIT 1";
  private static final String SWEEP = "DELETE FROM gb_audit WHERE realm = ? AND happened_at < ?";

  private final SqlSession session;
  private final RealmId realm;

  AuditRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  void add(AuditEvent event, Instant at) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(realm.value());
    values.add(SqlSession.column(at));
    values.add(event.type());
    values.add(cut(event.correlationId()));
    values.add(event.binding().orElse(null));
    Map<String, String> details = event.details();
    for (String name : DETAILS) {
      String value = details.get(name);
      values.add(value == null ? null : cut(value));
    }
    session.update(ADD, values.toArray());
  }

  List<AuditRecord> page(long after, int limit) {
    return session.query(AuditRows::read, PAGE, realm.value(), after, limit);
  }

  Optional<AuditRecord> last(String type, UUID bindingId) {
    return session.queryOne(AuditRows::read, LAST, realm.value(), type, bindingId);
  }

  int sweep(Instant before) {
    return session.update(SWEEP, realm.value(), SqlSession.column(before));
  }

  private static AuditRecord read(ResultSet row) throws SQLException {
    Map<String, String> details = new HashMap<>();
    for (String name : DETAILS) {
      String value = row.getString(name);
      if (value != null) {
        details.put(name, value);
      }
    }
    return new AuditRecord(
        row.getLong("seq"),
        SqlSession.instant(row, "happened_at"),
        row.getString("type"),
        row.getString("correlation_id"),
        Optional.ofNullable(row.getObject("binding_id", UUID.class)),
        details);
  }

  private static String cut(String value) {
    return value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH);
  }
}

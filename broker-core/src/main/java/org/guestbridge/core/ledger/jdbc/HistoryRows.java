package org.guestbridge.core.ledger.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.HistoryEntry;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;

/** What happened to bindings. */
final class HistoryRows {

  static final String PROBE = "SELECT seq, binding_id, happened_at, change, code FROM gb_history";
  private static final String ADD =
      "INSERT INTO gb_history (binding_id, happened_at, change, code) VALUES (?, ?, ?, ?)";
  private static final String OF =
      "SELECT h.happened_at, h.change, h.code FROM gb_history h"
          + " JOIN gb_binding b ON b.id = h.binding_id"
          + " WHERE h.binding_id = ? AND b.realm = ? ORDER BY h.seq";

  private final SqlSession session;
  private final RealmId realm;

  HistoryRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  void add(UUID bindingId, Instant at, BindingChange change, Optional<Code> code) {
    session.update(
        ADD, bindingId, SqlSession.column(at), change.name(), code.map(Code::name).orElse(null));
  }

  List<HistoryEntry> of(UUID bindingId) {
    return session.query(
        row ->
            new HistoryEntry(
                SqlSession.instant(row, "happened_at"),
                BindingChange.valueOf(row.getString("change")),
                SqlSession.text(row, "code").map(Code::valueOf)),
        OF,
        bindingId,
        realm.value());
  }
}

package org.guestbridge.core.ledger.jdbc;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Selection;
import org.guestbridge.core.text.RealmId;

/**
 * Makes people due for planning. Each marking counts, so that a plan that ran meanwhile is void.
 */
final class DueMarks {

  private static final String MARK =
      "UPDATE gb_person SET due = TRUE, due_mark = due_mark + 1, due_at = ?";
  private static final String PAGE = "SELECT id FROM gb_person";
  private static final String OF_GROUP =
      "id IN (SELECT person_id FROM gb_source_member WHERE group_id = ?)";

  private final SqlSession session;
  private final RealmId realm;
  private final InstantSource clock;

  DueMarks(SqlSession session, RealmId realm, InstantSource clock) {
    this.session = session;
    this.realm = realm;
    this.clock = clock;
  }

  void person(UUID personId) {
    mark(inRealm().and("id = ?", personId));
  }

  void binding(UUID bindingId) {
    mark(inRealm().and("binding_id = ?", bindingId));
  }

  void objectId(UUID objectId) {
    mark(inRealm().and("object_id = ?", objectId));
  }

  /** Everybody of that object id but one, who is due already. */
  void others(UUID objectId, UUID personId) {
    mark(inRealm().and("object_id = ?", objectId).and("id <> ?", personId));
  }

  void members(UUID groupId) {
    mark(inRealm().and(OF_GROUP, groupId));
  }

  /** Marks one page of those selected; the last of them, if there was any. */
  Optional<UUID> page(Selection selection, Optional<UUID> after, int limit) {
    Conditions selected = inRealm().and("removed = FALSE").and("id > ?", after);
    select(selected, selection);
    Optional<UUID> last = last(selected, " ORDER BY id LIMIT 1 OFFSET ?", limit - 1);
    if (last.isEmpty()) {
      last = last(selected, " ORDER BY id DESC LIMIT ?", 1);
    }
    last.ifPresent(id -> mark(selected.and("id <= ?", id)));
    return last;
  }

  /** One page of those selected, in order of id; nobody is marked. */
  List<UUID> selected(Selection selection, Optional<UUID> after, int limit) {
    Conditions selected = inRealm().and("removed = FALSE").and("id > ?", after);
    select(selected, selection);
    return session.query(
        row -> row.getObject(1, UUID.class),
        PAGE + selected.sql() + " ORDER BY id LIMIT ?",
        selected.values(limit));
  }

  private void select(Conditions selected, Selection selection) {
    if (selection instanceof Selection.InChannel channel) {
      selected.and("channel = ?", channel.channel());
    } else if (selection instanceof Selection.InGroup group) {
      selected.and(OF_GROUP, group.groupId());
    } else if (selection instanceof Selection.HeldBack heldBack) {
      selected
          .and("plan_state = 'HELD_BACK'")
          .and("plan_code = ?", heldBack.code().map(Code::name));
    } else {
      Selection.PlannedOtherwise otherwise = (Selection.PlannedOtherwise) selection;
      selected
          .and("plan_version <> ?", otherwise.version())
          .and("(due = FALSE OR due_at > ?)", SqlSession.column(clock.instant()));
    }
  }

  private Optional<UUID> last(Conditions selected, String order, int number) {
    return session.queryOne(
        row -> row.getObject(1, UUID.class),
        PAGE + selected.sql() + order,
        selected.values(number));
  }

  private void mark(Conditions selected) {
    session.update(MARK + selected.sql(), selected.valuesAfter(SqlSession.column(clock.instant())));
  }

  private Conditions inRealm() {
    return new Conditions().and("realm = ?", realm.value());
  }
}

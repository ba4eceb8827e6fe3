package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Backlog;
import org.guestbridge.core.provisioning.DuePerson;
import org.guestbridge.core.provisioning.HeldPerson;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanCount;
import org.guestbridge.core.provisioning.PlanQueue;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.Selection;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.text.RealmId;

/** Who is due for planning, in one transaction. */
final class JdbcPlanQueue implements PlanQueue {

  private static final String DUE =
      "SELECT id, due_at FROM gb_person WHERE realm = ? AND due = TRUE AND due_at <= ?"
          + " ORDER BY due_at, id LIMIT ?";
  private static final String CLAIM =
      "UPDATE gb_person SET due_at = ? WHERE realm = ? AND id = ? AND due = TRUE AND due_at = ?";
  private static final String SETTLE =
      "UPDATE gb_person SET plan_state = ?, plan_code = ?, plan_rule = ?, plan_version = ?,"
          + " binding_id = ?, due = ?, due_at = ? WHERE realm = ? AND id = ?";
  private static final String OTHERS =
      "SELECT COUNT(*) FROM gb_person WHERE realm = ? AND binding_id = ?"
          + " AND plan_state = 'PROVIDED' AND id <> ?";
  private static final String PLANNED =
      "SELECT COUNT(*) FROM gb_person WHERE realm = ? AND binding_id = ?";
  private static final String IS_DUE =
      "SELECT COUNT(*) FROM gb_person WHERE realm = ? AND id = ? AND due = TRUE";
  private static final String COUNTS =
      "SELECT channel, plan_state, plan_code,"
          + " SUM(CASE WHEN removed = FALSE THEN 1 ELSE 0 END) AS people,"
          + " SUM(CASE WHEN due = TRUE AND (plan_state <> 'HELD_BACK' OR due_at <= ?)"
          + " THEN 1 ELSE 0 END) AS still_due"
          + " FROM gb_person WHERE realm = ? GROUP BY channel, plan_state, plan_code"
          + " ORDER BY channel, plan_state, plan_code";
  private static final String HELD =
      "SELECT id, channel, user_name, plan_code, plan_rule, binding_id, changed_at FROM gb_person";
  private static final String BACKLOG =
      "SELECT COUNT(*) AS waiting, MIN(due_at) AS oldest FROM gb_person"
          + " WHERE realm = ? AND due = TRUE";

  private final SqlSession session;
  private final RealmId realm;
  private final PersonRows people;
  private final DueMarks due;
  private final InstantSource clock;

  JdbcPlanQueue(SqlSession session, RealmId realm, InstantSource clock) {
    this.session = session;
    this.realm = realm;
    this.people = new PersonRows(session, realm);
    this.due = new DueMarks(session, realm, clock);
    this.clock = clock;
  }

  /** Somebody who is due, and since when. */
  private record Candidate(UUID id, OffsetDateTime dueAt) {}

  @Override
  public List<UUID> take(int limit, Duration claim) {
    Instant now = clock.instant();
    OffsetDateTime until = SqlSession.column(now.plus(claim));
    List<Candidate> found =
        session.query(
            JdbcPlanQueue::candidate,
            DUE,
            realm.value(),
            SqlSession.column(now),
            JdbcUnit.checkedLimit(limit));
    List<Candidate> inOrder = found.stream().sorted(Comparator.comparing(Candidate::id)).toList();
    int[] changed =
        session.updateEach(
            CLAIM,
            inOrder.stream()
                .map(each -> new Object[] {until, realm.value(), each.id(), each.dueAt()})
                .toList());
    Set<UUID> taken = new HashSet<>();
    for (int index = 0; index < changed.length; index++) {
      if (changed[index] == 1) {
        taken.add(inOrder.get(index).id());
      }
    }
    return found.stream().map(Candidate::id).filter(taken::contains).toList();
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    return new Candidate(
        row.getObject("id", UUID.class), row.getObject("due_at", OffsetDateTime.class));
  }

  @Override
  public Optional<DuePerson> read(UUID personId) {
    return people.byId(personId);
  }

  @Override
  public boolean isUnchanged(UUID personId, long mark) {
    return people.markLocked(personId).filter(found -> found == mark).isPresent();
  }

  @Override
  public void settle(UUID personId, PersonPlan plan, Optional<Instant> recheckAt) {
    session.update(
        SETTLE,
        plan.state().name(),
        plan.code().map(Code::name).orElse(null),
        plan.rule().orElse(null),
        plan.version(),
        plan.bindingId().orElse(null),
        recheckAt.isPresent(),
        SqlSession.column(recheckAt.orElseGet(clock::instant)),
        realm.value(),
        personId);
  }

  @Override
  public void forget(UUID personId) {
    people.delete(personId);
  }

  @Override
  public boolean isProvidedToAnother(UUID bindingId, UUID personId) {
    return session.count(OTHERS, realm.value(), bindingId, personId) > 0;
  }

  @Override
  public Optional<SourcePerson> findByObjectId(String channel, UUID objectId) {
    Conditions conditions =
        people
            .inRealm()
            .and("channel = ?", channel)
            .and("object_id = ?", objectId)
            .and("removed = FALSE");
    return people.page(conditions, " ORDER BY id LIMIT ?", 1).stream().findFirst();
  }

  @Override
  public boolean isPlanned(UUID bindingId) {
    return session.count(PLANNED, realm.value(), bindingId) > 0;
  }

  @Override
  public List<UUID> outdated(String version, Optional<UUID> after, int limit) {
    return due.selected(
        new Selection.PlannedOtherwise(version), after, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public boolean isDue(UUID personId) {
    return session.count(IS_DUE, realm.value(), personId) > 0;
  }

  @Override
  public void markDue(UUID personId) {
    due.person(personId);
  }

  @Override
  public void markDueByBinding(UUID bindingId) {
    due.binding(bindingId);
  }

  @Override
  public void markDueBySubject(UpstreamSubject subject) {
    if (subject instanceof UpstreamSubject.Entra entra) {
      due.objectId(entra.objectId());
    }
  }

  @Override
  public Optional<UUID> markDue(Selection selection, Optional<UUID> after, int limit) {
    return due.page(selection, after, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public List<PlanCount> counts() {
    return session.query(
        row ->
            new PlanCount(
                row.getString("channel"),
                PlanState.valueOf(row.getString("plan_state")),
                SqlSession.text(row, "plan_code").map(Code::valueOf),
                row.getLong("people"),
                row.getLong("still_due")),
        COUNTS,
        SqlSession.column(clock.instant()),
        realm.value());
  }

  @Override
  public Backlog backlog() {
    return session.queryOne(SqlSession::backlog, BACKLOG, realm.value()).orElseThrow();
  }

  @Override
  public List<SourcePerson> list(PlanState state, Optional<UUID> after, int limit) {
    Conditions conditions =
        people
            .inRealm()
            .and("plan_state = ?", state.name())
            .and("removed = FALSE")
            .and("id > ?", after);
    return people.boundedPage(conditions, 0, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public List<HeldPerson> heldBack(Optional<Code> code, Optional<UUID> after, int limit) {
    Conditions conditions =
        people
            .inRealm()
            .and("plan_state = 'HELD_BACK'")
            .and("plan_code = ?", code.map(Code::name))
            .and("removed = FALSE")
            .and("id > ?", after);
    return session.query(
        JdbcPlanQueue::held,
        HELD + conditions.sql() + " ORDER BY id LIMIT ?",
        conditions.values(JdbcUnit.checkedLimit(limit)));
  }

  private static HeldPerson held(ResultSet row) throws SQLException {
    return new HeldPerson(
        row.getObject("id", UUID.class),
        row.getString("channel"),
        row.getString("user_name"),
        Code.valueOf(row.getString("plan_code")),
        SqlSession.text(row, "plan_rule"),
        Optional.ofNullable(row.getObject("binding_id", UUID.class)),
        SqlSession.instant(row, "changed_at"));
  }
}

package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PullLease;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullStage;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.core.provisioning.PullView;
import org.guestbridge.core.text.RealmId;
import org.jspecify.annotations.Nullable;

/** How far the channels of one realm that ask their directories have got, and who is at it. */
final class PullRows {

  static final String PROBE =
      "SELECT channel, stage, next_link, groups_link, people_link, round, full_round, entries,"
          + " due_at, full_at, finished_at, failures, last_code, ordered, ordered_full,"
          + " lease_owner, lease_until, withheld_guests, withheld_employees, withheld_members,"
          + " allowed_guests, allowed_employees, allowed_members FROM gb_pull";

  private static final String OF_CHANNEL = " WHERE realm = ? AND channel = ?";
  private static final String BY_CHANNEL = PROBE + OF_CHANNEL;
  private static final String ALL = PROBE + " WHERE realm = ? ORDER BY channel LIMIT 1000";
  private static final String INSERT =
      "INSERT INTO gb_pull (realm, channel, stage, round, full_round, entries, due_at, failures,"
          + " ordered, ordered_full) VALUES (?, ?, 'IDLE', 0, FALSE, 0, ?, 0, FALSE, FALSE)";
  private static final String TAKE =
      "UPDATE gb_pull SET lease_owner = ?, lease_until = ?"
          + OF_CHANNEL
          + " AND (lease_until IS NULL OR lease_until <= ?) AND (due_at <= ? OR ordered = TRUE)";
  private static final String WRITE =
      "UPDATE gb_pull SET stage = ?, next_link = ?, groups_link = ?, people_link = ?, round = ?,"
          + " full_round = ?, entries = ?, due_at = ?, full_at = ?, finished_at = ?, failures = ?,"
          + " last_code = ?, withheld_guests = ?, withheld_employees = ?, withheld_members = ?";
  private static final String KEEPS = ", lease_until = ?";
  private static final String BEGINS = ", ordered = FALSE, ordered_full = FALSE";
  private static final String YIELDS = ", lease_owner = NULL, lease_until = NULL";

  /** An order that failed waits as any other try does. */
  private static final String FAILS = ", ordered = FALSE" + YIELDS;

  private static final String OWN = OF_CHANNEL + " AND lease_owner = ?";
  private static final String ORDER = "UPDATE gb_pull SET ordered = TRUE" + OF_CHANNEL;
  private static final String ORDER_FULL =
      "UPDATE gb_pull SET ordered = TRUE, ordered_full = TRUE" + OF_CHANNEL;

  private static final String ALLOW =
      "UPDATE gb_pull SET ordered = TRUE, allowed_guests = withheld_guests,"
          + " allowed_employees = withheld_employees, allowed_members = withheld_members"
          + OF_CHANNEL
          + " AND withheld_guests = ? AND withheld_employees = ? AND withheld_members = ?";
  private static final String ALLOWED_LOCKED = BY_CHANNEL + " FOR UPDATE";
  private static final String USE_ALLOWANCE =
      "UPDATE gb_pull SET allowed_guests = NULL, allowed_employees = NULL, allowed_members = NULL"
          + OF_CHANNEL;

  private final SqlSession session;
  private final RealmId realm;

  PullRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  Optional<PullLease> take(String channel, UUID owner, Instant now, Duration time) {
    begin(channel, now);
    OffsetDateTime at = SqlSession.column(now);
    OffsetDateTime until = SqlSession.column(now.plus(time));
    if (session.update(TAKE, owner, until, realm.value(), channel, at, at) != 1) {
      return Optional.empty();
    }
    return session.queryOne(
        row -> new PullLease(channel, owner, state(row), row.getBoolean("ordered_full")),
        BY_CHANNEL,
        realm.value(),
        channel);
  }

  private void begin(String channel, Instant now) {
    if (session.queryOne(row -> channel, BY_CHANNEL, realm.value(), channel).isEmpty()) {
      session.insertUnlessTaken(INSERT, realm.value(), channel, SqlSession.column(now));
    }
  }

  boolean advance(PullLease lease, PullState state, Instant until) {
    return write(lease, state, KEEPS, SqlSession.column(until));
  }

  boolean beginRound(PullLease lease, PullState state, Instant until) {
    return write(lease, state, BEGINS + KEEPS, SqlSession.column(until));
  }

  boolean release(PullLease lease, PullState state) {
    return write(lease, state, state.failures() == 0 ? YIELDS : FAILS);
  }

  void order(String channel, boolean full, Instant now) {
    begin(channel, now);
    session.update(full ? ORDER_FULL : ORDER, realm.value(), channel);
  }

  boolean allow(String channel, PullLoss withheld) {
    return session.update(
            ALLOW,
            realm.value(),
            channel,
            withheld.guests(),
            withheld.employees(),
            withheld.members())
        == 1;
  }

  Optional<PullLoss> useAllowance(String channel) {
    Optional<PullLoss> allowed =
        session
            .queryOne(row -> loss(row, "allowed"), ALLOWED_LOCKED, realm.value(), channel)
            .flatMap(found -> found);
    session.update(USE_ALLOWANCE, realm.value(), channel);
    return allowed;
  }

  List<PullView> all(Instant now) {
    return session.query(
        row -> {
          Optional<OffsetDateTime> until =
              Optional.ofNullable(row.getObject("lease_until", OffsetDateTime.class));
          boolean running = until.filter(end -> end.toInstant().isAfter(now)).isPresent();
          return new PullView(row.getString("channel"), state(row), running);
        },
        ALL,
        realm.value());
  }

  private boolean write(PullLease lease, PullState state, String more, Object... values) {
    List<@Nullable Object> all =
        new ArrayList<>(
            Arrays.<@Nullable Object>asList(
                state.stage().name(),
                state.next().orElse(null),
                state.groupsLink().orElse(null),
                state.peopleLink().orElse(null),
                state.round(),
                state.full(),
                state.read(),
                SqlSession.column(state.dueAt()),
                state.fullAt().map(SqlSession::column).orElse(null),
                state.finishedAt().map(SqlSession::column).orElse(null),
                state.failures(),
                state.lastCode().map(Code::name).orElse(null),
                state.withheld().map(PullLoss::guests).orElse(null),
                state.withheld().map(PullLoss::employees).orElse(null),
                state.withheld().map(PullLoss::members).orElse(null)));
    all.addAll(List.of(values));
    all.addAll(List.of(realm.value(), lease.channel(), lease.owner()));
    return session.update(WRITE + more + OWN, all.toArray()) == 1;
  }

  private static PullState state(ResultSet row) throws SQLException {
    return new PullState(
        PullStage.valueOf(row.getString("stage")),
        SqlSession.text(row, "next_link"),
        SqlSession.text(row, "groups_link"),
        SqlSession.text(row, "people_link"),
        row.getLong("round"),
        row.getBoolean("full_round"),
        row.getLong("entries"),
        SqlSession.instant(row, "due_at"),
        time(row, "full_at"),
        time(row, "finished_at"),
        row.getInt("failures"),
        SqlSession.text(row, "last_code").map(Code::valueOf),
        loss(row, "withheld"));
  }

  private static Optional<PullLoss> loss(ResultSet row, String which) throws SQLException {
    long guests = row.getLong(which + "_guests");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new PullLoss(
                guests, row.getLong(which + "_employees"), row.getLong(which + "_members")));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}

package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.alias.AliasNaming;
import org.guestbridge.core.alias.Epoch;
import org.guestbridge.core.alias.Epochs;
import org.guestbridge.core.text.RealmId;

/** The times after restores, in one transaction. */
final class EpochRows implements Epochs {

  static final String PROBE = "SELECT id, realm, mark, begun_at, ended_at FROM gb_epoch";
  static final String LEARNED_PROBE = "SELECT epoch_id, directory FROM gb_epoch_learned";

  private static final String REALMS = "SELECT DISTINCT realm FROM gb_binding";
  private static final String INSERT =
      "INSERT INTO gb_epoch (id, realm, mark, begun_at) VALUES (?, ?, ?, ?)";
  private static final String MARK =
      "SELECT mark FROM gb_epoch WHERE ended_at IS NULL ORDER BY begun_at DESC, id LIMIT 1";
  private static final String LAST = PROBE + " WHERE realm = ? ORDER BY begun_at DESC, id LIMIT 1";

  /** Whoever learned last sees what all others did: they wait for one another here. */
  private static final String OPEN_LOCKED =
      "SELECT id FROM gb_epoch WHERE realm = ? AND mark = ? AND ended_at IS NULL FOR UPDATE";

  private static final String LEARN =
      "INSERT INTO gb_epoch_learned (epoch_id, directory) VALUES (?, ?)";
  private static final String LEARNED = "SELECT directory FROM gb_epoch_learned WHERE epoch_id = ?";
  private static final String END =
      "UPDATE gb_epoch SET ended_at = ? WHERE realm = ? AND ended_at IS NULL";
  private static final String END_UNTIL = END + " AND begun_at <= ?";

  private final SqlSession session;
  private final RealmId realm;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  EpochRows(SqlSession session, RealmId realm, InstantSource clock, Supplier<UUID> ids) {
    this.session = session;
    this.realm = realm;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Epoch begin() {
    String mark = AliasNaming.mark(ids.get());
    OffsetDateTime now = SqlSession.column(clock.instant());
    TreeSet<String> realms = new TreeSet<>(session.query(row -> row.getString(1), REALMS));
    realms.add(realm.value());
    realms.forEach(each -> session.update(INSERT, ids.get(), each, mark, now));
    return last().orElseThrow();
  }

  @Override
  public Optional<String> mark() {
    return session.queryOne(row -> row.getString(1), MARK);
  }

  @Override
  public Optional<Epoch> last() {
    return session.queryOne(EpochRows::read, LAST, realm.value());
  }

  @Override
  public boolean learned(Epoch epoch, String directory, Set<String> directories) {
    Optional<UUID> open =
        session.queryOne(
            row -> row.getObject(1, UUID.class), OPEN_LOCKED, realm.value(), epoch.mark());
    if (open.isEmpty() || !last().equals(Optional.of(epoch))) {
      return false;
    }
    session.insertUnlessTaken(LEARN, open.get(), directory);
    List<String> learned = session.query(row -> row.getString(1), LEARNED, open.get());
    return learned.containsAll(directories)
        && session.update(
                END_UNTIL,
                SqlSession.column(clock.instant()),
                realm.value(),
                SqlSession.column(epoch.begunAt()))
            > 0;
  }

  @Override
  public boolean end() {
    return session.update(END, SqlSession.column(clock.instant()), realm.value()) > 0;
  }

  private static Epoch read(ResultSet row) throws SQLException {
    return new Epoch(
        row.getString("mark"),
        SqlSession.instant(row, "begun_at"),
        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}

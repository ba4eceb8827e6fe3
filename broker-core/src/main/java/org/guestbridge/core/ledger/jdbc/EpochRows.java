package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
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

  private static final String REALMS = "SELECT DISTINCT realm FROM gb_binding";
  private static final String INSERT =
      "INSERT INTO gb_epoch (id, realm, mark, begun_at) VALUES (?, ?, ?, ?)";
  private static final String MARK =
      "SELECT mark FROM gb_epoch WHERE ended_at IS NULL ORDER BY begun_at DESC, id LIMIT 1";
  private static final String LAST = PROBE + " WHERE realm = ? ORDER BY begun_at DESC, id LIMIT 1";
  private static final String END =
      "UPDATE gb_epoch SET ended_at = ? WHERE realm = ? AND ended_at IS NULL";

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

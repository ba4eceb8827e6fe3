package org.guestbridge.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.guestbridge.core.ledger.LedgerUnavailableException;

/**
 * The nodes that live on one PostgreSQL. Who came first is decided by the database's clock and one
 * lock, so that two nodes which start together agree on it.
 */
public final class NodeTable {

  /** Seconds without a sign of life after which a node counts as gone. */
  public static final int SILENCE_SECONDS = 10;

  /** Longest text kept about realms, in characters. */
  public static final int MAX_REALMS = 4_000;

  /** Any constant will do; it is this table's alone. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(7342658190112)";

  private static final String BEAT =
      "INSERT INTO gb_node (id, started_at, seen_at, ring, version, realms)"
          + " VALUES (?, clock_timestamp(), clock_timestamp(), ?, ?, ?)"
          + " ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), ring = excluded.ring,"
          + " version = excluded.version, realms = excluded.realms";

  private static final String LIVE =
      "SELECT id, started_at, seen_at, ring, version, realms FROM gb_node"
          + " WHERE seen_at > clock_timestamp() - make_interval(secs => "
          + SILENCE_SECONDS
          + ") ORDER BY started_at, id";

  private static final String FORGET =
      "DELETE FROM gb_node WHERE seen_at < clock_timestamp() - interval '1 day'";

  private final DataSource dataSource;

  /** The table in {@code dataSource}, a PostgreSQL. */
  public NodeTable(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Writes a sign of life and reads who else lives, the eldest first.
   *
   * @param ring the thumbprint of the node's key ring
   * @param realms what it serves, cut at {@link #MAX_REALMS}
   * @throws LedgerUnavailableException when the database does not answer
   */
  public List<LiveNode> beat(UUID id, String ring, String version, String realms) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        List<LiveNode> live = beat(connection, id, ring, version, realms);
        connection.commit();
        return live;
      } catch (SQLException failure) {
        connection.rollback();
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new LedgerUnavailableException("the sign of life was not written", e);
    }
  }

  private static List<LiveNode> beat(
      Connection connection, UUID id, String ring, String version, String realms)
      throws SQLException {
    run(connection, LOCK);
    try (PreparedStatement statement = connection.prepareStatement(BEAT)) {
      statement.setObject(1, id);
      statement.setString(2, ring);
      statement.setString(3, version);
      statement.setString(4, realms.substring(0, Math.min(realms.length(), MAX_REALMS)));
      statement.executeUpdate();
    }
    run(connection, FORGET);
    return live(connection);
  }

  private static List<LiveNode> live(Connection connection) throws SQLException {
    List<LiveNode> live = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LIVE);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        live.add(
            new LiveNode(
                row.getObject("id", UUID.class),
                instant(row, "started_at"),
                instant(row, "seen_at"),
                row.getString("ring"),
                row.getString("version"),
                row.getString("realms")));
      }
    }
    return List.copyOf(live);
  }

  /** Takes the node off the list, as a regular stop does. */
  public void leave(UUID id) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("DELETE FROM gb_node WHERE id = ?")) {
      statement.setObject(1, id);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new LedgerUnavailableException("the node was not taken off the list", e);
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

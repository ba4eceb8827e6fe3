package org.guestbridge.core.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.guestbridge.core.provisioning.Backlog;
import org.jspecify.annotations.Nullable;

/** Prepared statements on the connection of one unit of work. */
final class SqlSession {

  /** How many rows at once a driver that reads in portions takes from the database. */
  private static final int FETCHED_AHEAD = 10;

  private final Connection connection;
  private final Dialect dialect;

  SqlSession(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Reads one row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Executes {@code sql}; returns how many rows it changed. */
  int update(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  /**
   * Executes {@code sql} once for each row of values, in one exchange with the database.
   *
   * @return for each how many rows it changed
   */
  int[] updateEach(String sql, List<Object[]> rows) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] values : rows) {
        set(statement, values);
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  /** Executes an insert; false when a unique constraint says that the row is taken. */
  boolean insertUnlessTaken(String insert, @Nullable Object... values) {
    try (PreparedStatement statement = prepare(dialect.unlessTaken(insert), values)) {
      return dialect.inserts(statement);
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  /**
   * Executes an update of a unique column. When a constraint says that the value was taken since it
   * was looked at, the unit of work is run again.
   */
  int updateUnlessTaken(String sql, @Nullable Object... values) {
    try {
      return update(sql, values);
    } catch (SqlFailure failure) {
      if (Dialect.isUniqueViolation(failure.failure())) {
        throw new LostRowException();
      }
      throw failure;
    }
  }

  /** The one number that {@code sql} selects. */
  long count(String sql, @Nullable Object... values) {
    return queryOne(row -> row.getLong(1), sql, values).orElse(0L);
  }

  <T> List<T> query(RowReader<T> reader, String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  /**
   * As {@link #query}, but reads no further once what was read weighs {@code most}, and only a few
   * rows ahead, so that long rows do not fill the memory.
   */
  <T> List<T> queryUpTo(
      long most,
      ToIntFunction<T> weight,
      RowReader<T> reader,
      String sql,
      @Nullable Object... values) {
    try (PreparedStatement statement = prepare(sql, values)) {
      statement.setFetchSize(FETCHED_AHEAD);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        long read = 0;
        while (read < most && rows.next()) {
          T row = reader.read(rows);
          read += weight.applyAsInt(row);
          found.add(row);
        }
        return found;
      }
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  <T> Optional<T> queryOne(RowReader<T> reader, String sql, @Nullable Object... values) {
    return query(reader, sql, values).stream().findFirst();
  }

  /** {@code instant} in the precision that both databases keep. */
  static Instant kept(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  static OffsetDateTime column(Instant instant) {
    return kept(instant).atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A row with the columns {@code waiting} and {@code oldest}. */
  static Backlog backlog(ResultSet row) throws SQLException {
    Optional<OffsetDateTime> oldest =
        Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class));
    return new Backlog(row.getLong("waiting"), oldest.map(OffsetDateTime::toInstant));
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      set(statement, values);
      return statement;
    } catch (SQLException | RuntimeException failure) {
      statement.close();
      throw failure;
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}

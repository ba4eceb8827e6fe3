package org.guestbridge.keycloak.registry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A pooled connection that loses its limits and its search path when it is handed back. */
final class LentConnection implements InvocationHandler {

  private static final String LIMITS = "SET lock_timeout = '2s'; SET statement_timeout = '5s'";
  private static final String NO_LIMITS = "RESET lock_timeout; RESET statement_timeout";

  private final Connection connection;
  private final @Nullable String schemaBefore;

  private LentConnection(Connection connection, @Nullable String schemaBefore) {
    this.connection = connection;
    this.schemaBefore = schemaBefore;
  }

  /**
   * Prepares {@code connection} for one unit of work.
   *
   * @param schema the schema of the tables; null for the connection's own
   */
  static Connection lend(Connection connection, @Nullable String schema) throws SQLException {
    if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      return connection;
    }
    try {
      String before = schema == null ? null : connection.getSchema();
      if (schema != null) {
        connection.setSchema(schema);
      }
      execute(connection, LIMITS);
      return (Connection)
          Proxy.newProxyInstance(
              LentConnection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              new LentConnection(connection, before));
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] values)
      throws Throwable {
    if (method.getName().equals("close")) {
      handBack();
      return null;
    }
    try {
      return method.invoke(connection, values);
    } catch (InvocationTargetException failure) {
      throw failure.getCause() == null ? failure : failure.getCause();
    }
  }

  private void handBack() throws SQLException {
    try (Connection lent = connection) {
      execute(lent, NO_LIMITS);
      if (schemaBefore != null) {
        lent.setSchema(schemaBefore);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

package org.guestbridge.keycloak.registry;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProviderFactory;

/**
 * Connections of Keycloak's own pool. Must be asked outside of a JTA transaction, or it hands out
 * that transaction's connection.
 *
 * <p>On PostgreSQL a statement waits two seconds for a lock and runs five seconds at most, and
 * looks into the schema that Keycloak is configured with. Those are settings of a shared session:
 * they are taken back before the pool gets its connection.
 */
final class RegistryConnections implements DataSource {

  private final JpaConnectionProviderFactory pool;

  RegistryConnections(JpaConnectionProviderFactory pool) {
    this.pool = pool;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return LentConnection.lend(borrow(), pool.getSchema());
  }

  private Connection borrow() throws SQLException {
    try {
      return pool.getConnection();
    } catch (RuntimeException wrapped) {
      if (wrapped.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new SQLException("the pool has no connection", wrapped);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter writer) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}

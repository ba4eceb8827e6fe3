package org.guestbridge.core.ledger.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A data source that asks PostgreSQL for the plan of every statement before it is executed: the one
 * for the values at hand, and the one that is kept once a statement was executed often.
 */
final class ExplainedStatements {

  private final DataSource plain;
  private final Map<String, String> plans = new TreeMap<>();

  ExplainedStatements(DataSource plain) {
    this.plain = plain;
  }

  /** The plans of the statements so far, by statement. */
  Map<String, String> plans() {
    return plans;
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) ->
            method.getName().equals("getConnection")
                ? connection(plain.getConnection())
                : method.invoke(plain, arguments));
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) ->
            method.getName().equals("prepareStatement")
                ? statement(connection, (String) arguments[0])
                : method.invoke(connection, arguments));
  }

  private PreparedStatement statement(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    Map<Integer, Object> values = new TreeMap<>();
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().equals("setObject")) {
            Object value = arguments[1];
            if (value != null) {
              values.put((Integer) arguments[0], value);
            } else {
              values.remove(arguments[0]);
            }
          } else if (method.getName().startsWith("execute")) {
            explain(connection, sql, values);
          }
          return method.invoke(statement, arguments);
        });
  }

  private void explain(Connection connection, String sql, Map<Integer, Object> values)
      throws SQLException {
    if (plans.containsKey(sql)) {
      return;
    }
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
      for (int index = 1; index <= sql.chars().filter(each -> each == '?').count(); index++) {
        explain.setObject(index, values.get(index));
      }
      read(explain.executeQuery(), plan);
    }
    AtomicInteger number = new AtomicInteger();
    String numbered =
        Pattern.compile("[?]").matcher(sql).replaceAll(any -> "\\$" + number.incrementAndGet());
    try (Statement explain = connection.createStatement()) {
      read(explain.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered), plan.append("kept:\n"));
    }
    plans.put(sql, plan.toString());
  }

  private static void read(ResultSet lines, StringBuilder plan) throws SQLException {
    try (lines) {
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
    }
  }

  private interface Call {
    Object on(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return call.on(method, arguments == null ? new Object[0] : arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}

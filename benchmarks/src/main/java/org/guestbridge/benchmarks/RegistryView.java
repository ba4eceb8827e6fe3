package org.guestbridge.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the brokers' database says, read by SQL past the broker.
 *
 * @param people stored people by object id
 * @param bindings by object id
 * @param deliveries accounts that the directory is to have, by binding
 */
record RegistryView(
    Map<UUID, List<Stored>> people, Map<UUID, List<Bound>> bindings, Map<UUID, Told> deliveries) {

  /** A stored person. */
  record Stored(UUID id, String planState) {}

  /** A binding. */
  record Bound(UUID id, String status, String address) {}

  /** How far the delivery of an account got. */
  record Told(String state, boolean active, String remoteId) {}

  private static final String WAITING =
      "select (select count(*) from gb_person where due)"
          + " + (select count(*) from gb_delivery where state <> 'DELIVERED')"
          + " + (select count(*) from gb_delivery_member where pending)";

  /** Reads everything there is. */
  static RegistryView read(EmbeddedPostgres postgres) throws SQLException {
    Map<UUID, List<Stored>> people = new HashMap<>();
    Map<UUID, List<Bound>> bindings = new HashMap<>();
    Map<UUID, Told> deliveries = new HashMap<>();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("select object_id, id, plan_state from gb_person")) {
        while (row.next()) {
          people
              .computeIfAbsent(row.getObject(1, UUID.class), any -> new ArrayList<>())
              .add(new Stored(row.getObject(2, UUID.class), row.getString(3)));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "select subject_object, id, status, coalesce(address, '') from gb_binding")) {
        while (row.next()) {
          bindings
              .computeIfAbsent(UUID.fromString(row.getString(1)), any -> new ArrayList<>())
              .add(new Bound(row.getObject(2, UUID.class), row.getString(3), row.getString(4)));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "select binding_id, state, active, coalesce(remote_id, '') from gb_delivery"
                  + " where kind = 'USER'")) {
        while (row.next()) {
          deliveries.put(
              row.getObject(1, UUID.class),
              new Told(row.getString(2), row.getBoolean(3), row.getString(4)));
        }
      }
    }
    return new RegistryView(people, bindings, deliveries);
  }

  /** How many people, accounts, groups and memberships are still to be planned or told. */
  static long waiting(EmbeddedPostgres postgres) throws SQLException {
    return number(postgres, WAITING);
  }

  /** The one number that a query selects. */
  static long number(EmbeddedPostgres postgres, String query) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Waits until nothing waits any more.
   *
   * @param patienceSeconds how long it may go on without anything getting done
   * @return whether that came
   */
  static boolean settles(EmbeddedPostgres postgres, int patienceSeconds)
      throws SQLException, InterruptedException {
    long least = Long.MAX_VALUE;
    long since = System.nanoTime();
    while ((System.nanoTime() - since) / 1e9 < patienceSeconds) {
      long now = waiting(postgres);
      if (now == 0) {
        return true;
      }
      if (now < least) {
        least = now;
        since = System.nanoTime();
      }
      Thread.sleep(200);
    }
    return false;
  }
}

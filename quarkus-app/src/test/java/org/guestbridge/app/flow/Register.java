package org.guestbridge.app.flow;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.guestbridge.app.boot.RealmWatcher;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.store.RegistryDatabase;

/** What the broker that runs has written down, and the realm that it serves. */
@Singleton
public final class Register {

  private final RegistryDatabase database;
  private final RealmWatcher realms;

  Register(RegistryDatabase database, RealmWatcher realms) {
    this.database = database;
    this.realms = realms;
  }

  /** How many bindings, addresses and once-only marks there are. */
  record Count(long bindings, long addresses, long marks) {}

  Count count() {
    return new Count(
        number("select count(*) from gb_binding"),
        number("select count(*) from gb_address"),
        number("select count(*) from gb_once"));
  }

  /** The newest audit record's number. */
  long audited() {
    return number("select coalesce(max(seq), 0) from gb_audit");
  }

  /**
   * Type and code of each audit record after {@code sequence}, those of plans left out: people of
   * whom other tests told are planned whenever the realm changes.
   */
  List<String> auditedSince(long sequence) {
    return records(
        "select type, code from gb_audit where seq > ?"
            + " and (correlation_id is null or correlation_id not like 'person %') order by seq",
        sequence);
  }

  /** Type and code of each audit record after {@code sequence}, those of plans too. */
  List<String> auditedWithPlansSince(long sequence) {
    return records("select type, code from gb_audit where seq > ? order by seq", sequence);
  }

  private List<String> records(String sql, long sequence) {
    List<String> records = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, sequence);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String code = rows.getString(2);
          records.add(code == null ? rows.getString(1) : rows.getString(1) + " " + code);
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return records;
  }

  String databaseProduct() {
    try (Connection connection = database.dataSource().getConnection()) {
      return connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Serves an edited realm, with an upstream of which nothing is known yet. */
  void serve(Site site, UnaryOperator<String> edit) throws IOException {
    String before = served();
    site.writeRealm(edit);
    realms.look();
    if (served().equals(before)) {
      throw new AssertionError("not reloaded: " + realms.problems());
    }
  }

  private String served() {
    return realms.find(Site.REALM).map(ServedRealm::documentDigest).orElse("");
  }

  private long number(String sql) {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}

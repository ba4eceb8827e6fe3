package org.guestbridge.app.cli;

import java.util.Objects;

/**
 * A database.
 *
 * @param url its JDBC URL
 * @param user its user
 * @param password the user's password
 */
public record Database(String url, String user, String password) {

  public Database {
    Objects.requireNonNull(url, "url is null");
    Objects.requireNonNull(user, "user is null");
    Objects.requireNonNull(password, "password is null");
  }

  /** Redacted: a URL may hold a password too. */
  @Override
  public String toString() {
    return "[database]";
  }
}

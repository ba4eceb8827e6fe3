package org.guestbridge.app.cli;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name a database other than the file in the data directory. */
final class DatabaseOptions {

  static final String PASSWORD_VARIABLE = "GUESTBRIDGE_DB_PASSWORD";

  @Option(
      names = "--db-url",
      paramLabel = "URL",
      description = {
        "The database: jdbc:postgresql://... or jdbc:h2:...",
        "Default: the H2 file `registry` in the data directory.",
        "The password is read from GUESTBRIDGE_DB_PASSWORD."
      })
  private Optional<String> url = Optional.empty();

  @Option(names = "--db-user", paramLabel = "NAME", description = "The database's user.")
  private Optional<String> user = Optional.empty();

  Optional<Database> database(Map<String, String> environment) {
    return url.map(
        given ->
            new Database(
                given,
                user.orElse(""),
                Objects.requireNonNullElse(environment.get(PASSWORD_VARIABLE), "")));
  }
}

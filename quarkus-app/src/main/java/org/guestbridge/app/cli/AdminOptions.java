package org.guestbridge.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.guestbridge.app.admin.AdminEndpoint;
import org.guestbridge.app.admin.AdminToken;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Finds the running broker of a data directory, or opens its database when none runs. The H2 file
 * locks a second process out, so the two can never write at once.
 */
final class AdminOptions {

  @Option(
      names = "--realm",
      paramLabel = "NAME",
      description = "The realm; needed only when there are several.")
  private Optional<String> realm = Optional.empty();

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  AdminSession open(Terminal terminal) throws RefusalException {
    return open(data.data(), database, terminal, named());
  }

  /** The running broker of a data directory, or its database. */
  static AdminSession open(
      Path data, DatabaseOptions database, Terminal terminal, Optional<RealmId> named)
      throws RefusalException {
    return open(data, database, terminal, named, Optional.empty());
  }

  /**
   * The same, where the database is to explain.
   *
   * @param question what is to be explained, if anything is
   */
  static AdminSession open(
      Path data,
      DatabaseOptions database,
      Terminal terminal,
      Optional<RealmId> named,
      Optional<ExplainSession.Question> question)
      throws RefusalException {
    Optional<AdminSession> broker = runningBroker(data, named);
    return broker.isPresent()
        ? broker.get()
        : DirectSession.open(
            data,
            database.database(terminal.environment()),
            terminal.environment(),
            named,
            question);
  }

  private Optional<RealmId> named() {
    Optional<RealmId> id = realm.flatMap(RealmId::parse);
    if (realm.isPresent() && id.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--realm is not a realm's name.");
    }
    return id;
  }

  static Optional<AdminSession> runningBroker(Path data, Optional<RealmId> named)
      throws RefusalException {
    try {
      Optional<AdminEndpoint> endpoint = AdminEndpoint.announced(data);
      if (endpoint.isEmpty() || !LoopbackProbe.answers(endpoint.get().port())) {
        return Optional.empty();
      }
      return Optional.of(new HttpSession(endpoint.get(), AdminToken.read(data), named));
    } catch (IOException e) {
      throw new RefusalException(
          Code.ADMIN_UNAUTHORIZED,
          "A broker runs, but its admin.json or admin.token cannot be read; be its user.",
          e);
    }
  }
}

package org.guestbridge.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.guestbridge.app.admin.AdminEndpoint;
import org.guestbridge.app.admin.AdminToken;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Mixin;

/**
 * Finds the running broker of a data directory, or opens its database when none runs. The H2 file
 * locks a second process out, so the two can never write at once.
 */
final class AdminOptions {

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  AdminSession open(Terminal terminal) throws RefusalException {
    Optional<AdminSession> broker = runningBroker(data.data());
    return broker.isPresent() ? broker.get() : openDatabase(terminal);
  }

  private AdminSession openDatabase(Terminal terminal) throws RefusalException {
    return DirectSession.open(
        data.data(),
        database.database(terminal.environment()),
        terminal.environment(),
        Optional.empty());
  }

  static Optional<AdminSession> runningBroker(Path data) throws RefusalException {
    try {
      Optional<AdminEndpoint> endpoint = AdminEndpoint.announced(data);
      if (endpoint.isEmpty() || !LoopbackProbe.answers(endpoint.get().port())) {
        return Optional.empty();
      }
      return Optional.of(new HttpSession(endpoint.get(), AdminToken.read(data)));
    } catch (IOException e) {
      throw new RefusalException(
          Code.ADMIN_UNAUTHORIZED,
          "A broker runs, but its admin.json or admin.token cannot be read; be its user.",
          e);
    }
  }
}

package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the broker. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Run the broker until it is stopped.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge serve --realm realm.yaml",
      "  guestbridge serve --realm realm.yaml --data /var/lib/guestbridge \\",
      "      --db-url jdbc:postgresql://db.example.com/guestbridge --db-user guestbridge"
    })
final class ServeCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Server server;

  @Option(
      names = "--realm",
      required = true,
      paramLabel = "FILE",
      description = "The realm file, YAML or JSON.")
  private Path realm = Path.of("realm.yaml");

  @Option(names = "--port", paramLabel = "N", description = "The port that browsers reach.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--management-port",
      paramLabel = "N",
      description = "The loopback port of admin, health and metrics.")
  private Optional<Integer> managementPort = Optional.empty();

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  ServeCommand(Terminal terminal, Server server) {
    this.terminal = terminal;
    this.server = server;
  }

  @Override
  public Integer call() throws RefusalException {
    return server.serve(
        new ServeOptions(
            realm,
            data.data(),
            checked(port),
            checked(managementPort),
            database.database(terminal.environment())));
  }

  private OptionalInt checked(Optional<Integer> given) {
    if (given.isPresent() && (given.get() < 0 || given.get() > 65_535)) {
      throw new ParameterException(spec.commandLine(), "A port is a number from 0 to 65535.");
    }
    return given.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}

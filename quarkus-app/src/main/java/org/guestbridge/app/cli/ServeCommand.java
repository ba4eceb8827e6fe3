package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the broker. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Run the broker until it is stopped.",
      "It serves one realm, or several: each has its own URLs and keys, all share one registry."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge serve realm.yaml",
      "  guestbridge serve production.yaml sandbox.yaml",
      "  guestbridge serve --realm realm.yaml --data /var/lib/guestbridge \\",
      "      --db-url jdbc:postgresql://db.example.com/guestbridge --db-user guestbridge"
    })
final class ServeCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Server server;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Realm files, YAML or JSON, or a directory of such.")
  private List<Path> files = List.of();

  @Option(names = "--realm", paramLabel = "FILE", description = "The same, repeatable.")
  private List<Path> realms = List.of();

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
    List<Path> named = Stream.concat(files.stream(), realms.stream()).toList();
    if (named.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Name a realm file.");
    }
    return server.serve(
        new ServeOptions(
            named,
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

package org.guestbridge.app.boot;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.guestbridge.app.cli.Guestbridge;
import org.guestbridge.app.cli.Terminal;
import org.guestbridge.app.demo.DemoCommand;

/** The process: the command line, with everything that only a process can do. */
@QuarkusMain
public final class Main {

  private static final String SIMULATORS = "GUESTBRIDGE_SIMULATORS";

  private Main() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String... arguments) {
    Terminal terminal = Terminal.ofProcess();
    QuarkusServer server = new QuarkusServer(terminal);
    Path simulators =
        Path.of(
            Objects.requireNonNullElse(
                terminal.environment().get(SIMULATORS), "simulators-executable.jar"));
    DemoCommand demo = new DemoCommand(server, QuarkusServer::stop, simulators);
    System.exit(new Guestbridge(terminal, Optional.of(server), List.of(demo)).run(arguments));
  }
}

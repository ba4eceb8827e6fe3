package org.guestbridge.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that turn a realm file into something else. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Turn a realm file into the configuration of another program that then decides alike."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  guestbridge render keycloak realm.yaml > example-realm.json"})
final class RenderCommand {

  private RenderCommand() {}

  static CommandLine group(Terminal terminal) {
    return new CommandLine(new RenderCommand()).addSubcommand(new RenderKeycloakCommand(terminal));
  }
}

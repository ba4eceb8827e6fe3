package org.guestbridge.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about the key ring. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "The key ring: what signs assertions, seals cookies and keys the registry.",
      "",
      "Back the ring up together with the database. The registry key in it is never rotated: with"
          + " another one the registry recognises nobody and would give everybody a second alias."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge keys generate --realm example",
      "  guestbridge keys export                     (paste the block into Atlassian)",
      "  guestbridge keys list --json",
      "",
      "To change the certificate that Atlassian knows:",
      "  guestbridge keys stage > next.pem           (metadata announce it)",
      "  guestbridge keys switch                     (when next.pem is pasted into Atlassian)",
      "  guestbridge keys rollback                   (paste the old one again)"
    })
final class KeysCommand {

  private KeysCommand() {}

  static CommandLine group(Terminal terminal) {
    return new CommandLine(new KeysCommand())
        .addSubcommand(new KeysGenerateCommand(terminal))
        .addSubcommand(new KeysListCommand(terminal))
        .addSubcommand(new KeysExportCommand(terminal))
        .addSubcommand(new KeysStageCommand(terminal))
        .addSubcommand(new KeysSwitchCommand(terminal))
        .addSubcommand(new KeysRollbackCommand(terminal))
        .addSubcommand(new KeysRemoveCommand(terminal))
        .addSubcommand(new KeysCredentialCommand(terminal));
  }
}

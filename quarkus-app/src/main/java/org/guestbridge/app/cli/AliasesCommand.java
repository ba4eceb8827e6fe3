package org.guestbridge.app.cli;

import org.guestbridge.app.admin.AdminAction;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about bindings. */
@Command(
    name = "aliases",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Who holds which address. Asks the running broker of the data directory, or opens its"
          + " database when none runs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge aliases list",
      "  guestbridge aliases show jo_partner.example@guests.example.com",
      "  guestbridge aliases release 7d9f1c52-0f5e-4b7e-9a50-3a3c1f0c2b11",
      "  guestbridge aliases export --format csv > aliases.csv"
    })
final class AliasesCommand {

  private AliasesCommand() {}

  static CommandLine group(Terminal terminal) {
    CommandLine group =
        new CommandLine(new AliasesCommand())
            .addSubcommand(new AliasesListCommand(terminal))
            .addSubcommand(new AliasesShowCommand(terminal))
            .addSubcommand(new AliasesExportCommand(terminal))
            .addSubcommand(new AliasesAfterRestoreCommand(terminal));
    for (AdminAction action : AdminAction.values()) {
      group.addSubcommand(action.text(), AliasesChangeCommand.of(terminal, action));
    }
    return group;
  }
}

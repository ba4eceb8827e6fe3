package org.guestbridge.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about the audit log. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "The record of every decision. It names people by the id of their binding and holds no"
          + " personal values."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge audit list --limit 20",
      "  guestbridge audit export --after 4711 >> audit.jsonl"
    })
final class AuditCommand {

  private AuditCommand() {}

  static CommandLine group(Terminal terminal) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditListCommand(terminal))
        .addSubcommand(new AuditExportCommand(terminal));
  }
}

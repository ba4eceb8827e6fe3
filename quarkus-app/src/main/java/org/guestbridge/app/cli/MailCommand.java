package org.guestbridge.app.cli;

import org.guestbridge.app.admin.MailOrder;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about mail to aliases. */
@Command(
    name = "mail",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Where mail to aliases goes. A route is learned when a sign-in proves the guest's mailbox; a"
          + " mailbox that nothing proves needs your word. See docs/mail.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge mail routes --format csv > routes.csv",
      "  guestbridge mail routes --format postfix > /etc/postfix/aliases-of-guests",
      "  guestbridge mail check realm.yaml",
      "  guestbridge mail set jo_partner.example@guests.example.com jo@partner.example"
          + " --as ticket-4711",
      "  guestbridge mail bounced jo_partner.example@guests.example.com jo@partner.example"
          + " --as postfix"
    })
final class MailCommand {

  private MailCommand() {}

  static CommandLine group(Terminal terminal) {
    return new CommandLine(new MailCommand())
        .addSubcommand(new MailRoutesCommand(terminal, System::nanoTime))
        .addSubcommand(new MailCheckCommand(terminal))
        .addSubcommand(MailOrderCommand.of(terminal, MailOrder.SET))
        .addSubcommand(MailOrderCommand.of(terminal, MailOrder.BOUNCED))
        .addSubcommand(MailOrderCommand.of(terminal, MailOrder.FORGET));
  }
}

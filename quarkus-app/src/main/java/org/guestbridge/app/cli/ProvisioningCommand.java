package org.guestbridge.app.cli;

import org.guestbridge.app.admin.DeliveryOrder;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about what directories are told. */
@Command(
    name = "provisioning",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "How far the directories of the realm are, and what they refused. The broker tells a"
          + " directory until it has what is desired; what it refuses for good is set aside with a"
          + " code and waits for you."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning status",
      "  guestbridge provisioning reconcile",
      "  guestbridge provisioning pull --now",
      "  guestbridge provisioning withdraw --channel tenant --guests 310",
      "  guestbridge provisioning set-aside --directory atlassian",
      "  guestbridge provisioning retry --directory atlassian --all",
      "  guestbridge provisioning retry --directory atlassian 7d9f1c52-0f5e-4b7e-9a50-3a3c1f0c2b11",
      "  guestbridge provisioning adopt --directory atlassian 7d9f1c52-0f5e-4b7e-9a50-3a3c1f0c2b11"
          + " --id 6b1c"
    })
final class ProvisioningCommand {

  private ProvisioningCommand() {}

  static CommandLine group(Terminal terminal) {
    return new CommandLine(new ProvisioningCommand())
        .addSubcommand(new ProvisioningStatusCommand(terminal))
        .addSubcommand(new ProvisioningReconcileCommand(terminal))
        .addSubcommand(new ProvisioningImportCommand(terminal))
        .addSubcommand(new ProvisioningPullCommand(terminal))
        .addSubcommand(new ProvisioningWithdrawCommand(terminal))
        .addSubcommand(ProvisioningOrderCommand.of(terminal, DeliveryOrder.RETRY))
        .addSubcommand(ProvisioningOrderCommand.of(terminal, DeliveryOrder.SET_ASIDE))
        .addSubcommand(ProvisioningOrderCommand.of(terminal, DeliveryOrder.ADOPT));
  }
}

package org.guestbridge.app.cli;

import java.util.concurrent.Callable;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.PullList;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PullLoss;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Allows what a round of a Graph channel withheld. */
@Command(
    name = "withdraw",
    mixinStandardHelpOptions = true,
    description = {
      "A round of Microsoft Graph that would take accounts or groups from suspiciously many people"
          + " takes nothing; guestbridge provisioning status shows how many. When they left indeed,"
          + " this allows it: the next round, which begins at once, takes that from so many people"
          + " and no more. When it is a mistake, mend it in Entra: the next round forgets it.",
      "The numbers are those of the status, so that nothing else is allowed than what you saw."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Allowed.",
      "1:You answered no.",
      "2, 3, 4:As everywhere; see guestbridge --help."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning status",
      "  guestbridge provisioning withdraw --channel tenant --guests 310 --as ticket-4711",
      "  guestbridge provisioning withdraw --channel tenant --members 40 --as ticket-4711 --yes"
    })
final class ProvisioningWithdrawCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(names = "--channel", paramLabel = "NAME", required = true, description = "The channel.")
  private String channel = "";

  @Option(
      names = "--guests",
      paramLabel = "NUMBER",
      description = "How many guests may lose their account.")
  private long guests;

  @Option(
      names = "--employees",
      paramLabel = "NUMBER",
      description = "How many employees may lose their account.")
  private long employees;

  @Option(
      names = "--members",
      paramLabel = "NUMBER",
      description = "How many people may lose a group.")
  private long members;

  @Mixin private ActorOption actor = new ActorOption();
  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  ProvisioningWithdrawCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    Actor orderer = actor.actor();
    PullLoss loss = loss();
    confirmation.requireAnswer(terminal);
    try (AdminSession session = admin.open(terminal)) {
      if (!confirmation.agrees(
          terminal,
          "Shall the accounts and groups of " + loss.people() + " people be withdrawn?")) {
        return ExitCode.NO.number();
      }
      show(session.operations().withdraw(channel, loss, orderer));
    }
    return ExitCode.OK.number();
  }

  private PullLoss loss() {
    if (guests < 0 || employees < 0 || members < 0 || guests + employees + members <= 0) {
      throw new ParameterException(
          spec.commandLine(), "Say how many, as guestbridge provisioning status shows it.");
    }
    return new PullLoss(guests, employees, members);
  }

  private void show(PullList list) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(list));
    } else {
      terminal.line("Allowed; the next round of " + channel + " begins at once.");
    }
  }
}

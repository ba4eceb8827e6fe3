package org.guestbridge.app.cli;

import java.util.UUID;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminAction;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AliasDetail;
import org.guestbridge.app.admin.AliasView;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Changes one binding; hold, release, convert, retire and erase are this command with another
 * action.
 */
@Command(mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n")
final class AliasesChangeCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final AdminAction action;

  @Mixin private AliasTarget target = new AliasTarget();
  @Mixin private ActorOption actor = new ActorOption();
  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private AliasesChangeCommand(Terminal terminal, AdminAction action) {
    this.terminal = terminal;
    this.action = action;
  }

  static CommandLine of(Terminal terminal, AdminAction action) {
    CommandLine command = new CommandLine(new AliasesChangeCommand(terminal, action));
    String flag = action.isConfirmed() ? " --yes" : "";
    command
        .getCommandSpec()
        .usageMessage()
        .description(description(action))
        .footer(
            "  guestbridge aliases " + action.text() + " 7d9f1c52-0f5e-4b7e-9a50-3a3c1f0c2b11",
            "  guestbridge aliases "
                + action.text()
                + " jo_partner.example@guests.example.com --as ticket-4711"
                + flag);
    return command;
  }

  private static String description(AdminAction action) {
    return switch (action) {
      case HOLD -> "Hold a binding: the person is refused until you release or retire it.";
      case RELEASE -> "Release a held binding: it is the same person.";
      case CONVERT ->
          "Convert a binding that is held with account_kind_changed: it is the same person, a guest"
              + " who became an employee or the other way round. The next sign-in as the new kind"
              + " gives them an address by the rules; the present one is never given to anybody"
              + " else. Until then, release takes this back.";
      case RETIRE ->
          "Retire a binding for ever: the person left or is another. The address is never given to"
              + " anybody again. This cannot be undone.";
      case ERASE ->
          "Erase the personal values of a retired binding. The address stays taken. This cannot be"
              + " undone.";
    };
  }

  @Override
  public Integer call() throws RefusalException {
    Actor orderer = actor.actor();
    if (action.isConfirmed()) {
      confirmation.requireAnswer(terminal);
    }
    try (AdminSession session = admin.open(terminal)) {
      AdminOperations operations = session.operations();
      UUID id = target.id(operations);
      if (!isConfirmed(operations, id)) {
        return ExitCode.NO.number();
      }
      show(operations.change(id, action, orderer));
    }
    return ExitCode.OK.number();
  }

  private boolean isConfirmed(AdminOperations operations, UUID id) throws RefusalException {
    if (!action.isConfirmed() || confirmation.isGiven()) {
      return true;
    }
    AliasView alias = operations.alias(id).alias();
    terminal.warn(AliasText.line(alias));
    return confirmation.agrees(terminal, question(alias));
  }

  private String question(AliasView alias) {
    if (action != AdminAction.CONVERT) {
      return "Do you want to " + action.text() + " it for ever?";
    }
    return alias.isOfGuest()
        ? "Do you want to convert it from guest to employee?"
        : "Do you want to convert it from employee to guest?";
  }

  private void show(AliasDetail detail) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(detail));
    } else {
      AliasText.lines(detail).forEach(terminal::line);
    }
  }
}

package org.guestbridge.app.cli;

import java.util.concurrent.Callable;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a switch back. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Take a switch back: one that is only planned is cancelled; else the key that was retired"
          + " last signs again, and the active one is staged."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  guestbridge keys rollback", "  guestbridge keys rollback --realm example"})
final class KeysRollbackCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private KeysTarget target = new KeysTarget();
  @Mixin private OutputOptions output = new OutputOptions();

  KeysRollbackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    KeysText.show(
        terminal, target.editor(terminal).rollBack(target.realm(terminal)), output.json());
    return ExitCode.OK.number();
  }
}

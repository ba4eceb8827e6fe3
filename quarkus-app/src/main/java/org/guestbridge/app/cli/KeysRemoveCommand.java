package org.guestbridge.app.cli;

import java.util.concurrent.Callable;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Destroys a key that does not sign. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Remove a retired key, after which nothing can be rolled back to it, or a staged one. The"
          + " active key stays. This cannot be undone."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  guestbridge keys remove 1", "  guestbridge keys remove 1 --yes"})
final class KeysRemoveCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "SERIAL", description = "The key's number in guestbridge keys list.")
  private int serial;

  @Mixin private KeysTarget target = new KeysTarget();
  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private OutputOptions output = new OutputOptions();

  KeysRemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    confirmation.requireAnswer(terminal);
    RealmId realm = target.realm(terminal);
    if (!confirmation.agrees(terminal, "Remove key " + serial + " of " + realm + " for ever?")) {
      return ExitCode.NO.number();
    }
    KeysText.show(terminal, target.editor(terminal).remove(realm, serial), output.json());
    return ExitCode.OK.number();
  }
}

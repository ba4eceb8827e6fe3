package org.guestbridge.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.app.keys.SigningEntry;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the next signing key and prints its certificate. */
@Command(
    name = "stage",
    mixinStandardHelpOptions = true,
    description = {
      "Make the next signing key and print its certificate as PEM: the block to paste into"
          + " Atlassian when you switch. Metadata announce it at once; it signs nothing yet.",
      "Copy the ring to the other nodes before you switch."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  guestbridge keys stage > next.pem", "  guestbridge keys stage --rsa 3072"})
final class KeysStageCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private KeySizeOption size = new KeySizeOption();
  @Mixin private KeysTarget target = new KeysTarget();
  @Mixin private OutputOptions output = new OutputOptions();

  KeysStageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    KeySize bits = size.size();
    SigningEntry staged =
        target.editor(terminal).stage(target.realm(terminal), bits).staged().orElseThrow();
    if (output.json()) {
      terminal
          .out()
          .println(
              AdminJson.write(
                  Map.of("serial", staged.serial(), "certificate", staged.certificatePem())));
    } else {
      terminal.out().print(staged.certificatePem());
      terminal.out().flush();
    }
    terminal.warn("Staged key " + staged.serial() + " of " + staged.realm() + ".");
    return ExitCode.OK.number();
  }
}

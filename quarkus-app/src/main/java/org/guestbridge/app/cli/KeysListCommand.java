package org.guestbridge.app.cli;

import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what is in the key ring, without the keys. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show the key ring's certificate and thumbprint; no key is shown.",
    footerHeading = "%nExamples:%n",
    footer = {"  guestbridge keys list", "  guestbridge keys list --json"})
final class KeysListCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  KeysListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    KeyRingView ring =
        KeyRingView.of(KeyRing.open(KeyRingLocation.in(data.data(), terminal.environment())));
    if (output.json()) {
      terminal.out().println(AdminJson.write(ring));
      return ExitCode.OK.number();
    }
    terminal.line("key ring     " + ring.thumbprint());
    terminal.line("signing      " + ring.certificateSubject());
    terminal.line("  SHA-256    " + ring.certificateSha256());
    terminal.line("  valid      " + ring.notBefore() + " to " + ring.notAfter());
    terminal.line("cookie       AES-256");
    terminal.line("registry     HMAC-SHA-256, never rotated");
    return ExitCode.OK.number();
  }
}

package org.guestbridge.app.cli;

import java.time.InstantSource;
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
    description = {
      "Show the key ring's thumbprint and its signing keys: state, fingerprint, dates, days left.",
      "No key itself is shown."
    },
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
    KeyRing opened = KeyRing.open(KeyRingLocation.in(data.data(), terminal.environment()));
    KeyRingView ring = KeyRingView.of(opened, InstantSource.system().instant());
    if (output.json()) {
      terminal.out().println(AdminJson.write(ring));
      return ExitCode.OK.number();
    }
    terminal.line("key ring     " + ring.thumbprint());
    ring.realms().forEach(realm -> KeysText.lines(terminal, realm));
    terminal.line("cookie       AES-256");
    terminal.line("registry     HMAC-SHA-256, never rotated");
    return ExitCode.OK.number();
  }
}

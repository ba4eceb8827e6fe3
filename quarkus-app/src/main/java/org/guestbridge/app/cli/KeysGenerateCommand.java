package org.guestbridge.app.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a key ring. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Make the key ring with a realm's first signing key, or add a further realm's first key to the"
          + " ring that is there. No key is ever overwritten.",
      "Its password is taken from GUESTBRIDGE_KEYRING_PASSWORD, or made and kept in"
          + " keyring.password beside it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge keys generate --realm example",
      "  guestbridge keys generate --realm example --data /var/lib/guestbridge --rsa 3072"
    })
final class KeysGenerateCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--realm",
      required = true,
      paramLabel = "NAME",
      description = "The realm's name, as in the realm file; stands in the certificate.")
  private String realm = "";

  @Mixin private KeySizeOption size = new KeySizeOption();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  KeysGenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    RealmId id = RealmId.parse(realm).orElseThrow(() -> misuse("--realm is not a realm's name."));
    KeySize bits = size.size();
    KeyRingLocation location = KeyRingLocation.in(data.data(), terminal.environment());
    KeyRing ring = KeyRing.generate(location, id, bits, InstantSource.system());
    if (output.json()) {
      terminal
          .out()
          .println(AdminJson.write(KeyRingView.of(ring, InstantSource.system().instant())));
    } else {
      terminal.line("Made keys for " + id + " in " + location.ring().path());
      terminal.line("  thumbprint " + ring.thumbprint());
      terminal.line(
          "Back the ring up together with the database; without it the registry is lost.");
      terminal.line("Next: guestbridge keys export");
    }
    return ExitCode.OK.number();
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

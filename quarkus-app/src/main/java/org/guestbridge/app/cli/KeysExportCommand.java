package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.SigningEntry;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the certificate; writes keys to a file only when told to. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Print the active signing certificate as PEM: the block to paste into Atlassian.",
      "Keys leave the ring only by the options below, into a new file with mode 0600."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge keys export > guestbridge.pem",
      "  guestbridge keys export --ring-to /mnt/backup/keyring.p12",
      "  guestbridge keys export --registry-key-to /etc/keycloak/guestbridge-registry.key"
    })
final class KeysExportCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--pem",
      description = "The certificate as PEM, even with --json. This is the default.")
  private boolean pem;

  @Option(
      names = "--private-key-to",
      paramLabel = "FILE",
      description = "Also write the signing key, not encrypted, to this new file.")
  private Optional<Path> privateKey = Optional.empty();

  @Option(
      names = "--ring-to",
      paramLabel = "FILE",
      description = "Also copy the whole ring (PKCS#12, same password) to this new file.")
  private Optional<Path> copy = Optional.empty();

  @Option(
      names = "--registry-key-to",
      paramLabel = "FILE",
      description =
          "Also write the registry key, for a Keycloak on the same registry, to this file.")
  private Optional<Path> registryKey = Optional.empty();

  @Mixin private KeysTarget target = new KeysTarget();
  @Mixin private OutputOptions output = new OutputOptions();

  KeysExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    KeyRingLocation location = target.location(terminal);
    KeyRing ring = KeyRing.open(location);
    SigningEntry active =
        ring.keys(target.realm(ring)).at(InstantSource.system().instant()).active();
    if (privateKey.isPresent()) {
      write(privateKey.get(), active::exposeKeyPem);
    }
    if (copy.isPresent()) {
      write(copy.get(), () -> location.ring().read());
    }
    if (registryKey.isPresent()) {
      NewFile.write(registryKey.get(), ring::exposeRegistryKey);
      terminal.warn(
          "Wrote "
              + registryKey.get()
              + " (0600). Back it up with the database; whoever has it can test guesses against it.");
    }
    if (output.json() && !pem) {
      terminal.out().println(AdminJson.write(Map.of("certificate", active.certificatePem())));
    } else {
      terminal.out().print(active.certificatePem());
      terminal.out().flush();
    }
    return ExitCode.OK.number();
  }

  private void write(Path file, NewFile.Content content) throws RefusalException {
    NewFile.write(file, content);
    terminal.warn("Wrote " + file + " (0600). Whoever has it can sign as this broker.");
  }
}

package org.guestbridge.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.keys.UpstreamCredential;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a key and certificate with which the broker proves itself to Entra. */
@Command(
    name = "credential",
    mixinStandardHelpOptions = true,
    description = {
      "Make a key and certificate for the app registration at Entra, in two new files: the one that"
          + " the realm refers to (key and certificate, mode 0600), and the certificate to upload.",
      "To exchange a credential: upload the new certificate beside the old one, replace the file"
          + " that the realm refers to, then delete the old certificate at Entra."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge keys credential --to entra.pem --certificate-to entra.cer",
      "  guestbridge keys credential --to entra-next.pem --certificate-to entra-next.cer --days 180"
    })
final class KeysCredentialCommand implements Callable<Integer> {

  private static final int MAX_DAYS = 1_095;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");

  private final Terminal terminal;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "Key and certificate, for the realm's credential.certificate.")
  private Path file = Path.of("entra.pem");

  @Option(
      names = "--certificate-to",
      required = true,
      paramLabel = "FILE",
      description = "The certificate alone, to upload.")
  private Path certificate = Path.of("entra.cer");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Stands in the certificate. Default: ${DEFAULT-VALUE}")
  private String name = "guestbridge";

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How long it is valid, at most 1095. Default: ${DEFAULT-VALUE}")
  private int days = 365;

  @Mixin private KeySizeOption size = new KeySizeOption();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  KeysCredentialCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    if (!NAME.matcher(name).matches() || days < 1 || days > MAX_DAYS) {
      throw new ParameterException(
          spec.commandLine(),
          "--name takes 1 to 64 letters, digits, spaces and . _ -, and --days 1 to 1095.");
    }
    UpstreamCredential made =
        UpstreamCredential.generate(name, size.size(), days, InstantSource.system());
    NewFile.write(file, made::exposePem);
    NewFile.write(certificate, () -> made.certificatePem().getBytes(StandardCharsets.US_ASCII));
    if (output.json()) {
      terminal
          .out()
          .println(
              AdminJson.write(
                  Map.of("certificateSha256", made.fingerprint(), "notAfter", made.notAfter())));
    } else {
      terminal.line(
          "Wrote " + file + " (0600), for the realm, and " + certificate + ", to upload.");
      terminal.line("  SHA-256    " + made.fingerprint());
      terminal.line("  valid      until " + made.notAfter());
    }
    return ExitCode.OK.number();
  }
}

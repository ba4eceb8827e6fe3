package org.guestbridge.app.cli;

import org.guestbridge.app.keys.KeySize;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that sizes a new key. */
final class KeySizeOption {

  @Option(
      names = "--rsa",
      paramLabel = "BITS",
      description = "Size of the key, 2048 or 3072. Default: ${DEFAULT-VALUE}")
  private int bits = KeySize.RSA_2048.bits();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  KeySize size() {
    return KeySize.ofBits(bits)
        .orElseThrow(() -> new ParameterException(spec.commandLine(), "--rsa is 2048 or 3072."));
  }
}

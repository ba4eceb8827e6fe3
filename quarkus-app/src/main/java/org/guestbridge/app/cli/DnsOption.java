package org.guestbridge.app.cli;

import java.util.Optional;
import org.guestbridge.app.doctor.DnsResolver;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names a DNS server. */
final class DnsOption {

  @Option(
      names = "--dns-server",
      paramLabel = "HOST[:PORT]",
      description = "Ask this DNS server, not those of this machine.")
  private Optional<String> server = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  DnsResolver resolver() {
    return server
        .map(
            given ->
                DnsResolver.at(given)
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                spec.commandLine(), "--dns-server is HOST or HOST:PORT.")))
        .orElseGet(DnsResolver::ofMachine);
  }
}

package org.guestbridge.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.Response;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The child process with the tenant and the organization, so that their CPU time is not counted.
 * Prints their addresses as one line of JSON and ends when its standard input does.
 */
@Command(name = "parties")
final class Parties implements Callable<Integer> {

  @Option(names = "--people", required = true)
  private int people;

  @Option(names = "--client-secret-file", required = true)
  private Path clientSecret = Path.of("client-secret");

  @Option(names = "--saml", required = true)
  private String saml = "";

  @Option(names = "--certificate", required = true)
  private Path certificate = Path.of("idp.pem");

  /** Starts them as a child, for a realm at {@code publicUrl}. */
  static Child start(Site site, int people, String publicUrl) throws IOException {
    return Child.java(
        List.of(
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Parties.class.getName(),
            "--people=" + people,
            "--client-secret-file=" + site.file("client-secret"),
            "--saml=" + publicUrl + "/r/bench/saml",
            "--certificate=" + site.file("idp.pem")),
        Map.of(),
        site.file("parties.log"));
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Parties()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    EntraSettings settings =
        EntraSettings.defaults()
            .withClient(
                EntraSettings.DEFAULT_CLIENT_ID, Optional.of(Files.readString(clientSecret)));
    try (SimulatedEntra entra = SimulatedEntra.start(settings);
        SimulatedAtlassian atlassian = SimulatedAtlassian.start(AtlassianSettings.defaults());
        var pem = Files.newInputStream(certificate)) {
      Population.addTo(entra.directory(), people);
      atlassian.configureIdentityProvider(
          saml + "/metadata",
          URI.create(saml + "/sso"),
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem));
      PrintStream out = System.out;
      out.println(
          Response.toJson(
              Map.of(
                  "authority", entra.authority().toString(),
                  "tenant", settings.tenantId().toString(),
                  "clientId", settings.clientId(),
                  "entityId", atlassian.entityId(),
                  "acs", atlassian.assertionConsumerService().toString(),
                  "atlassian", atlassian.base().toString(),
                  "product", atlassian.product().toString())));
      out.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    return CommandLine.ExitCode.OK;
  }
}

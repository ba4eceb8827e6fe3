package org.guestbridge.simulators.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.Response;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a simulated Entra tenant and a simulated Atlassian organization until it is stopped. */
@Command(
    name = "simulators",
    mixinStandardHelpOptions = true,
    version = "Guestbridge simulators 0.1.0",
    sortOptions = false,
    description = {
      "A simulated Entra tenant and a simulated Atlassian organization on 127.0.0.1.",
      "",
      "When both answer, one line of JSON with every address and id goes to standard output.",
      "Nobody needs a password: at the tenant you pick who signs in."
    },
    footer = {
      "",
      "Examples:",
      "  Free ports, and the identity provider entered later at /admin:",
      "    java -jar simulators-executable.jar",
      "  Fixed ports beside a broker on port 8080:",
      "    java -jar simulators-executable.jar --entra-port 9001 --atlassian-port 9002 \\",
      "      --product-port 9003 --idp-entity-id http://localhost:8080/r/example/saml \\",
      "      --idp-sso-url http://localhost:8080/r/example/saml/sso --idp-certificate idp.pem",
      "",
      "  The tenant with a SAML application, beside a SAML identity provider of another make:",
      "    java -jar simulators-executable.jar --entra-saml --saml-idp-port 9004 \\",
      "      --saml-sp-entity-id http://localhost:8080/r/example/sp \\",
      "      --saml-sp-acs http://localhost:8080/r/example/sp/acs",
      "  Azure AD B2C with two user flows, or a provider that is not Microsoft's:",
      "    java -jar simulators-executable.jar --flavour B2C --policy B2C_1_in --policy B2C_1_edit",
      "    java -jar simulators-executable.jar --flavour GENERIC",
      "  A second downstream that takes encrypted assertions alone:",
      "    java -jar simulators-executable.jar --sp-port 9005 --sp-encryption",
      "",
      "  With the organization's SCIM directory, and the tenant provisioning 500 people to a broker:",
      "    java -jar simulators-executable.jar --scim-key a-key --people 500 --groups 20 \\",
      "      --provision-to http://localhost:8080/scim/example/v2 --provision-token a-token",
      "    curl -X POST http://127.0.0.1:9001/simulator/provisioning/cycle",
      "    curl -d fault=RESET_AFTER_WRITE -d probability=0.01 \\",
      "      http://127.0.0.1:9002/admin/scim/fault",
      "",
      "Let something go wrong, or sign somebody in without the page:",
      "    curl -d fault=EXPIRED http://127.0.0.1:9001/simulator/fault",
      "    curl -d fault=WRONG_AUDIENCE http://127.0.0.1:9001/simulator/saml/fault",
      "    curl -d fault=METADATA_EXPIRED http://127.0.0.1:9004/simulator/fault",
      "    curl -d person=guest http://127.0.0.1:9001/simulator/sign-in-next",
      "See who logged in and what was believed:",
      "    curl http://127.0.0.1:9002/admin/state.json"
    })
public final class SimulatorsMain implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--entra-port",
      defaultValue = "0",
      description = "Port of the tenant; 0, the default, takes a free one.")
  private int entraPort;

  @Option(
      names = "--atlassian-port",
      defaultValue = "0",
      description = "Port of the organization's login pages; 0 takes a free one.")
  private int atlassianPort;

  @Option(
      names = "--product-port",
      defaultValue = "0",
      description = "Port of the product to which a login leads; 0 takes a free one.")
  private int productPort;

  @Option(names = "--tenant", description = "Id of the tenant, a UUID.")
  private UUID tenant = EntraSettings.DEFAULT_TENANT;

  @Option(names = "--client-id", description = "Client id of the app registration.")
  private String clientId = EntraSettings.DEFAULT_CLIENT_ID;

  @Option(names = "--client-secret", description = "Client secret of the app registration.")
  private String clientSecret = EntraSettings.DEFAULT_CLIENT_SECRET;

  @Option(
      names = "--client-certificate",
      paramLabel = "FILE",
      description = "PEM certificate with which the client signs assertions.")
  private @Nullable Path clientCertificate;

  @Option(
      names = "--redirect-uri",
      paramLabel = "URI",
      description = "Registered redirect URI, repeatable; without any, every loopback URI serves.")
  private List<URI> redirectUris = List.of();

  @Option(names = "--idp-entity-id", description = "The broker's entity id towards Atlassian.")
  private @Nullable String idpEntityId;

  @Option(names = "--idp-sso-url", description = "Where the broker takes authentication requests.")
  private @Nullable URI idpSsoUrl;

  @Option(
      names = "--idp-certificate",
      paramLabel = "FILE",
      description = "PEM certificate with which the broker signs.")
  private @Nullable Path idpCertificate;

  @Mixin private ProtocolOptions protocols = new ProtocolOptions();

  @Mixin private ProvisioningOptions provisioning = new ProvisioningOptions();

  @Option(
      names = "--exit-on-stdin-close",
      description = "Stop when standard input ends, so that a parent's death stops this too.")
  private boolean exitOnStdinClose;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimulatorsMain()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    EntraSettings settings =
        EntraSettings.defaults()
            .withPort(entraPort)
            .withTenant(tenant)
            .withClient(clientId, Optional.of(clientSecret))
            .withRedirectUris(Set.copyOf(redirectUris));
    if (clientCertificate != null) {
      settings = settings.withClientCertificate(certificate(clientCertificate));
    }
    AtlassianSettings organization =
        AtlassianSettings.defaults().withPorts(atlassianPort, productPort);
    try (ProtocolOptions more = protocols;
        SimulatedEntra entra = SimulatedEntra.start(more.applyTo(settings));
        SimulatedAtlassian atlassian = SimulatedAtlassian.start(organization)) {
      configure(atlassian);
      PrintWriter out = commandLine().getOut();
      Map<String, Object> ready = ready(entra, atlassian);
      ready.putAll(more.start(entra));
      ready.putAll(provisioning.start(entra, atlassian));
      ready.putAll(
          more.startServiceProvider(
              idpEntityId, idpSsoUrl, Optional.ofNullable(idpCertificate).map(this::certificate)));
      out.println(Response.toJson(ready));
      out.flush();
      await();
    }
    return CommandLine.ExitCode.OK;
  }

  private void configure(SimulatedAtlassian atlassian) {
    if (idpEntityId != null && idpSsoUrl != null && idpCertificate != null) {
      atlassian.configureIdentityProvider(idpEntityId, idpSsoUrl, certificate(idpCertificate));
    } else if (idpEntityId != null || idpSsoUrl != null || idpCertificate != null) {
      throw new ParameterException(
          commandLine(),
          "--idp-entity-id, --idp-sso-url and --idp-certificate belong together: give all three,"
              + " or none and enter them at /admin");
    }
  }

  private X509Certificate certificate(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | GeneralSecurityException failure) {
      throw new ParameterException(
          commandLine(), "cannot read a PEM certificate from " + file, failure);
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return spec.commandLine();
  }

  private static Map<String, Object> ready(SimulatedEntra entra, SimulatedAtlassian atlassian) {
    Map<String, Object> tenant = new LinkedHashMap<>();
    tenant.put("authority", entra.authority().toString());
    tenant.put("issuer", entra.issuer());
    tenant.put("tenant", entra.settings().tenantId().toString());
    tenant.put("clientId", entra.settings().clientId());
    tenant.put("people", entra.directory().all().stream().map(Person::key).toList());
    Map<String, Object> organization = new LinkedHashMap<>();
    organization.put("base", atlassian.base().toString());
    organization.put("entityId", atlassian.entityId());
    organization.put("assertionConsumerService", atlassian.assertionConsumerService().toString());
    organization.put("product", atlassian.product().toString());
    organization.put("admin", atlassian.base() + "/admin");
    organization.put("state", atlassian.base() + "/admin/state.json");
    Map<String, Object> ready = new LinkedHashMap<>();
    ready.put("ready", true);
    ready.put("entra", tenant);
    ready.put("atlassian", organization);
    return ready;
  }

  private void await() throws IOException, InterruptedException {
    if (!exitOnStdinClose) {
      new CountDownLatch(1).await();
    }
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}

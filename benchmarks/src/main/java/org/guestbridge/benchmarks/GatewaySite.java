package org.guestbridge.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.ScimSettings;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.entra.provisioning.Bearer;
import org.guestbridge.simulators.entra.provisioning.ProvisioningJob;
import org.guestbridge.simulators.entra.provisioning.ProvisioningSettings;

/**
 * Everything around the brokers: one tenant with an enterprise application for guests and one for
 * employees, an organization with its directory, a database, and the way in. The applications are
 * two simulators with the same tenant id, since assignments are one application's.
 */
final class GatewaySite implements AutoCloseable {

  static final String REALM = "bench";

  private static final Duration BACK_OFF = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Waits of 0.1 s and twice as long each time: long enough for a broker to start again. */
  private static final int RETRIES = 9;

  private final Path jar;
  private final Site site;
  private final EmbeddedPostgres postgres;
  private final SimulatedEntra guests;
  private final SimulatedEntra employees;
  private final SimulatedAtlassian atlassian;
  private final AtlassianScim directory;
  private final ScimEntrance entrance;
  private final Balancer balancer;
  private final List<ClusterNode> nodes = new ArrayList<>();

  private GatewaySite(Path jar, long seed) throws IOException {
    this.jar = jar;
    this.site = Site.create();
    this.postgres = EmbeddedPostgres.start();
    EntraSettings tenant =
        EntraSettings.defaults()
            .withClient(
                EntraSettings.DEFAULT_CLIENT_ID,
                Optional.of(Files.readString(site.file("client-secret"))));
    this.guests = SimulatedEntra.start(tenant);
    this.employees = SimulatedEntra.start(tenant);
    this.atlassian = SimulatedAtlassian.start(AtlassianSettings.defaults());
    this.directory = AtlassianScim.register(atlassian, ScimSettings.defaults());
    this.entrance = ScimEntrance.start(seed);
    this.balancer = Balancer.start();
  }

  /**
   * Starts everything, the brokers too.
   *
   * @param jar the broker's {@code quarkus-run.jar}
   * @param groups ids in the tenant and names in the directory
   * @param count how many brokers; several are a cluster
   */
  static GatewaySite start(Path jar, long seed, Map<UUID, String> groups, int count)
      throws IOException, InterruptedException, GeneralSecurityException {
    GatewaySite gateway = new GatewaySite(jar, seed);
    try {
      gateway.configure(groups);
      for (int number = 1; number <= count; number++) {
        gateway.startNode(number, count > 1);
      }
      return gateway;
    } catch (IOException | InterruptedException | GeneralSecurityException failure) {
      gateway.close();
      throw failure;
    }
  }

  private void configure(Map<UUID, String> groups)
      throws IOException, InterruptedException, GeneralSecurityException {
    Broker.Launch launch = new Broker.Launch(jar, List.of("-XX:+UseSerialGC"), List.of(), Map.of());
    String pem = launch.makeKeys(site);
    String saml = balancer.publicUrl() + "/r/" + REALM + "/saml";
    atlassian.configureIdentityProvider(
        saml + "/metadata",
        URI.create(saml + "/sso"),
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    for (String secret : List.of("guests.token", "employees.token")) {
      site.write(secret, token());
    }
    site.write("directory.key", directory.keys().current());
    site.writeRealm(
        "gateway.yaml",
        Map.ofEntries(
            Map.entry("publicUrl", balancer.publicUrl()),
            Map.entry("tenant", guests.settings().tenantId().toString()),
            Map.entry("authority", guests.authority().toString()),
            Map.entry("clientId", guests.settings().clientId()),
            Map.entry("entityId", atlassian.entityId()),
            Map.entry("acs", atlassian.assertionConsumerService().toString()),
            Map.entry("product", atlassian.product().toString()),
            Map.entry("directory", directory.base().toString()),
            Map.entry(
                "groups",
                groups.entrySet().stream()
                    .map(group -> group.getKey() + ": " + group.getValue())
                    .collect(Collectors.joining(", ")))));
  }

  private static String token() {
    return UUID.randomUUID() + "-" + UUID.randomUUID();
  }

  private void startNode(int number, boolean clustered) throws IOException, InterruptedException {
    String url = postgres.getJdbcUrl("postgres", "postgres");
    ClusterNode node =
        clustered ? ClusterNode.start(jar, site, url, number) : ClusterNode.alone(jar, site, url);
    nodes.add(node);
    node.awaitReady();
    entrance.add(node);
    balancer.add(node);
  }

  List<ClusterNode> nodes() {
    return nodes;
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  SimulatedEntra guests() {
    return guests;
  }

  SimulatedEntra employees() {
    return employees;
  }

  AtlassianScim directory() {
    return directory;
  }

  ScimEntrance entrance() {
    return entrance;
  }

  /** The provisioning job of one of the two applications. */
  ProvisioningJob job(SimulatedEntra application) throws IOException {
    String secret = application == guests ? "guests.token" : "employees.token";
    ProvisioningSettings settings =
        ProvisioningSettings.to(entrance.base(REALM)).allowingSpecialCharacters();
    return ProvisioningJob.of(
        application,
        settings.withTiming(
            settings.timing().withTransport(RETRIES, BACK_OFF, LONGEST_WAIT, TIMEOUT)),
        Bearer.secret(Files.readString(site.file(secret))));
  }

  /** Signs people in through whichever node comes next. */
  LoginClient logins() {
    return new LoginClient(atlassian.base().resolve("/login/start"), atlassian.product());
  }

  @Override
  public void close() throws IOException {
    for (ClusterNode node : nodes) {
      node.close();
    }
    entrance.close();
    balancer.close();
    guests.close();
    employees.close();
    atlassian.close();
    postgres.close();
    site.close();
  }
}

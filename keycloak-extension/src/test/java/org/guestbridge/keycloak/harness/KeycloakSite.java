package org.guestbridge.keycloak.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.keycloak.KeycloakRealm;
import org.guestbridge.realm.keycloak.RenderResult;
import org.guestbridge.realm.load.RealmLoader;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SimulatedEntra;

/**
 * A realm of its own on a running Keycloak, rendered from a realm file, between a simulated Entra
 * and a simulated Atlassian that know it.
 */
public final class KeycloakSite implements AutoCloseable {

  /** The home tenant of the guests whom tests invite. */
  public static final String HOME_IDP =
      "https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/";

  static final String SECRET_VARIABLE = "ENTRA_CLIENT_SECRET";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of every imported realm: Keycloak needs seconds to find the primes of two new ones. */
  private static final String SIGNING_KEY = newKey();

  private final KeycloakServer server;
  private final AdminClient admin;
  private final RealmId realm;
  private final SimulatedEntra entra;
  private final SimulatedAtlassian atlassian;

  private KeycloakSite(
      KeycloakServer server, RealmId realm, SimulatedEntra entra, SimulatedAtlassian atlassian) {
    this.server = server;
    this.admin = server.admin();
    this.realm = realm;
    this.entra = entra;
    this.atlassian = atlassian;
  }

  /** The same realm, people and application, at another server on the same database. */
  public KeycloakSite at(KeycloakServer other) {
    return new KeycloakSite(other, realm, entra, atlassian);
  }

  /** A site whose realm is imported and known to the application. */
  public static KeycloakSite create(KeycloakServer server)
      throws IOException, InterruptedException {
    return create(server, UnaryOperator.identity());
  }

  /** As above, with the realm file edited. */
  public static KeycloakSite create(KeycloakServer server, UnaryOperator<String> edit)
      throws IOException, InterruptedException {
    KeycloakSite site = prepared(server);
    site.importRealm(edit);
    return site;
  }

  /** Imports the realm, with its file edited, and tells the application of it. */
  public void importRealm(UnaryOperator<String> edit) throws IOException, InterruptedException {
    importRealm(edit, imported -> {});
  }

  /** As above, and the import reworked, where an address has to lead to a simulator. */
  public void importRealm(UnaryOperator<String> edit, Consumer<ObjectNode> rework)
      throws IOException, InterruptedException {
    ObjectNode imported = (ObjectNode) JSON.readTree(rendered(edit));
    imported.put("privateKey", SIGNING_KEY);
    rework.accept(imported);
    admin.done("POST", "/admin/realms", imported);
    introduce();
  }

  /** A site whose realm is not imported yet. */
  public static KeycloakSite prepared(KeycloakServer server) {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    return new KeycloakSite(
        server,
        new RealmId("realm-" + unique),
        SimulatedEntra.start(EntraSettings.defaults()),
        SimulatedAtlassian.start(AtlassianSettings.defaults()));
  }

  private static String newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return Base64.getEncoder()
          .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells the application of the realm's certificate, once the realm is there. */
  public void introduce() throws IOException, InterruptedException {
    atlassian.configureIdentityProvider(issuer(), sso(), certificate());
  }

  /** The realm as Keycloak imports it. */
  public String rendered(UnaryOperator<String> edit) throws IOException {
    Path file = Files.createTempFile("realm", ".yaml");
    try {
      Files.writeString(file, edit.apply(realmFile(server.base())));
      return new KeycloakRealm(loader())
          .render(file)
          .fold(
              RenderResult.Rendered::json,
              rejected -> {
                throw new AssertionError(rejected.problems().toString());
              })
          .replace("${" + SECRET_VARIABLE + "}", EntraSettings.DEFAULT_CLIENT_SECRET);
    } finally {
      Files.delete(file);
    }
  }

  private static RealmLoader loader() {
    return new RealmLoader(Map.of(SECRET_VARIABLE, EntraSettings.DEFAULT_CLIENT_SECRET)::get);
  }

  /** The realm file of a Keycloak or a broker at {@code publicUrl}. */
  String realmFile(URI publicUrl) throws IOException {
    String text;
    try (InputStream in = KeycloakSite.class.getResourceAsStream("realm.yaml")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> value :
        Map.of(
                "@realm@", realm.value(),
                "@publicUrl@", publicUrl.toString(),
                "@tenant@", EntraSettings.DEFAULT_TENANT.toString(),
                "@clientId@", EntraSettings.DEFAULT_CLIENT_ID,
                "@authority@", entra.authority().toString(),
                "@entityId@", atlassian.entityId(),
                "@acs@", atlassian.assertionConsumerService().toString(),
                "@product@", atlassian.product().toString())
            .entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    return text;
  }

  public KeycloakServer server() {
    return server;
  }

  public AdminClient admin() {
    return admin;
  }

  public RealmId realm() {
    return realm;
  }

  public SimulatedEntra entra() {
    return entra;
  }

  public SimulatedAtlassian atlassian() {
    return atlassian;
  }

  /** The realm's entityID. */
  public String issuer() {
    return server.base() + "/realms/" + realm;
  }

  public URI sso() {
    return URI.create(issuer() + "/protocol/saml");
  }

  /** Where an upstream of this name brings people back. */
  public String endpoint(String upstream) {
    return issuer() + "/broker/" + upstream + "/endpoint";
  }

  /** Below {@code /admin/realms/REALM}. */
  public String adminPath(String path) {
    return "/admin/realms/" + realm + path;
  }

  /** Keycloak's user with this name, when there is one. */
  public Optional<JsonNode> user(String name) throws IOException, InterruptedException {
    JsonNode found = admin.get(adminPath("/users?exact=true&username=" + Browser.encode(name)));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  /** The login mapper of the upstream, as the admin interface has it. */
  public ObjectNode mapper() throws IOException, InterruptedException {
    return (ObjectNode) admin.get(adminPath("/identity-provider/instances/entra/mappers")).get(0);
  }

  /** The application's client, as the admin interface has it. */
  public ObjectNode client() throws IOException, InterruptedException {
    return (ObjectNode)
        admin.get(adminPath("/clients?clientId=" + Browser.encode(atlassian.entityId()))).get(0);
  }

  /** The id of Keycloak's own browser flow, which has a form for name and password. */
  public String passwordFlow() throws IOException, InterruptedException {
    for (JsonNode flow : admin.get(adminPath("/authentication/flows"))) {
      if (flow.path("alias").asText().equals("browser")) {
        return flow.path("id").asText();
      }
    }
    throw new AssertionError("the realm has no flow of Keycloak's own");
  }

  /** Has the application's people sign in by Keycloak's own flow. */
  public void letPasswordsSignIn() throws IOException, InterruptedException {
    ObjectNode client = client();
    client.putObject("authenticationFlowBindingOverrides").put("browser", passwordFlow());
    admin.done("PUT", adminPath("/clients/" + client.path("id").asText()), client);
  }

  /** The realm's events, newest first. */
  public JsonNode events() throws IOException, InterruptedException {
    return admin.get(adminPath("/events?max=100"));
  }

  private X509Certificate certificate() throws IOException, InterruptedException {
    for (JsonNode key : admin.get(adminPath("/keys")).required("keys")) {
      boolean signs =
          key.path("use").asText().equals("SIG")
              && key.path("type").asText().equals("RSA")
              && key.path("status").asText().equals("ACTIVE");
      if (signs) {
        byte[] der = Base64.getDecoder().decode(key.required("certificate").textValue());
        try {
          return (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    throw new AssertionError("the realm has no signing key");
  }

  /** An Entra guest of her own, whose mail is {@code mail}. */
  public Person invite(String mail) {
    String key = "guest-" + UUID.randomUUID();
    Person guest =
        Person.person(key, PersonKind.ENTRA_GUEST, UUID.randomUUID().toString())
            .displayName("Gwen Guest")
            .names("Gwen", "Guest")
            .preferredUsername(mail)
            .email(mail)
            .idp(HOME_IDP)
            .acct(1)
            .build();
    entra.directory().add(guest);
    return guest;
  }

  /** An employee of his own, whose address is {@code upn}; addresses are bound over all realms. */
  public Person hire(String upn) {
    String key = "employee-" + UUID.randomUUID();
    Person employee =
        Person.person(key, PersonKind.EMPLOYEE, UUID.randomUUID().toString())
            .displayName("Emil Employee")
            .names("Emil", "Employee")
            .preferredUsername(upn)
            .upn(upn)
            .email(upn)
            .acct(0)
            .build();
    entra.directory().add(employee);
    return employee;
  }

  /** One of the people whom the simulated tenant starts with. */
  public Person person(String key) {
    return entra.directory().get(key);
  }

  @Override
  public void close() {
    entra.close();
    atlassian.close();
  }
}

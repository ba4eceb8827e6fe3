package org.guestbridge.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml and the Dockerfile promise is what the broker has. */
class ComposeTest {

  private static final Pattern VARIABLE = Pattern.compile("\\b(?:GUESTBRIDGE|QUARKUS)_[A-Z_]+\\b");
  private static final Pattern PROPERTY = Pattern.compile("-D(quarkus\\.[a-z0-9.-]+)=");
  private static final Pattern PROVISIONED =
      Pattern.compile("\\$\\{file:/run/provisioning/([a-z.-]+)}");
  private static final Set<String> PROPERTIES =
      Set.of(
          "quarkus.http.insecure-requests",
          "quarkus.http.tls-configuration-name",
          "quarkus.tls.browsers.key-store.pem.0.cert",
          "quarkus.tls.browsers.key-store.pem.0.key",
          "quarkus.tls.browsers.reload-period");

  private final String compose = read("../docker-compose.yml");
  private final String dockerfile = read("Dockerfile");
  private final JsonNode document = parse(compose);

  @Test
  void brokerAndPostgresAreTheOnlyServicesThatStartUnasked() {
    assertThat(names(document.path("services")))
        .containsExactlyInAnyOrder("broker", "database", "keycloak", "mail");
    assertThat(service("broker").has("profiles")).isFalse();
    assertThat(service("database").has("profiles")).isFalse();
    assertThat(texts(service("keycloak").path("profiles"))).containsExactly("keycloak");
    assertThat(texts(service("mail").path("profiles"))).containsExactly("mail");
    assertThat(service("database").path("image").asText()).matches("postgres:[0-9]+");
    assertThat(service("broker").path("build").path("context").asText()).isEqualTo("quarkus-app");
    assertThat(service("broker").path("depends_on").path("database").path("condition").asText())
        .isEqualTo("service_healthy");
  }

  @Test
  void keycloakGetsTheExtensionAndADatabaseOfItsOwn() {
    JsonNode keycloak = service("keycloak");
    assertThat(keycloak.path("image").asText()).matches("keycloak/keycloak:26\\.[0-9]+\\.[0-9]+");
    assertThat(texts(keycloak.path("volumes")))
        .containsExactlyInAnyOrder(
            "./keycloak-extension/target/guestbridge-keycloak.jar"
                + ":/opt/keycloak/providers/guestbridge-keycloak.jar:ro",
            "./keycloak:/opt/keycloak/data/import:ro",
            "./secrets/vault:/opt/keycloak/vault:ro");
    JsonNode environment = keycloak.path("environment");
    assertThat(environment.path("KC_DB_URL").asText())
        .isEqualTo("jdbc:postgresql://database:5432/keycloak");
    assertThat(document.path("configs").path("keycloak-database").path("content").asText())
        .isEqualTo("CREATE DATABASE keycloak;");
    assertThat(service("database").path("configs").get(0).path("source").asText())
        .isEqualTo("keycloak-database");
    assertThat(environment.path("KC_DB_PASSWORD").asText())
        .matches("\\$\\{GUESTBRIDGE_DB_PASSWORD:\\?[^}]*}");
    assertThat(keycloak.path("depends_on").path("database").path("condition").asText())
        .isEqualTo("service_healthy");
    assertThat(texts(keycloak.path("ports"))).containsExactly("8443:8443");
  }

  @Test
  void mailServerIsBuiltFromTheShippedFilesAndReadsTheRoutesAlone() {
    JsonNode mail = service("mail");
    String context = mail.path("build").path("context").asText();
    String image = read("../" + context + "/Dockerfile");
    String start = read("../" + context + "/start");
    assertThat(image).contains("COPY main.cf master.cf routes.cf /etc/postfix/", "postsrsd");
    assertThat(Files.isExecutable(Path.of("..", context, "start"))).isTrue();
    for (String variable : names(mail.path("environment"))) {
      assertThat(start).contains("${" + variable + ":?");
    }
    for (String secret : texts(mail.path("secrets"))) {
      assertThat(start).contains("$secrets/" + secret);
      assertThat(document.path("secrets").has(secret)).isTrue();
    }
    assertThat(texts(mail.path("ports"))).containsExactly("25:25");
    assertThat(mail.path("cap_drop").get(0).asText()).isEqualTo("ALL");
    assertThat(texts(mail.path("security_opt"))).containsExactly("no-new-privileges:true");
    assertThat(mail.path("privileged").asBoolean()).isFalse();
    assertThat(read("../" + context + "/routes.cf")).contains("gb_mail_route", "@PASSWORD@");
    assertThat(read("../" + context + "/role.sql"))
        .containsPattern("(?m)^GRANT SELECT ON gb_mail_route TO guestbridge_mail;$")
        .doesNotContainPattern("(?im)^GRANT (?!SELECT ON gb_mail_route)");
    assertThat(compose).contains(context + "/role.sql");
  }

  @Test
  void secretsOfProvisioningAreWhereTheHeaderSaysAndMayBeMissing() {
    List<String> named = matches(PROVISIONED, compose);
    assertThat(named).containsExactlyInAnyOrder("scim-token", "atlassian-scim.key");
    for (String name : named) {
      assertThat(names(document.path("secrets"))).doesNotContain(name);
    }
    String header = compose.substring(0, compose.indexOf("\nname: "));
    assertThat(header)
        .contains("> secrets/provisioning/scim-token", "chown -R 10001 secrets/provisioning");
    assertThat(read("../docs/provisioning.md")).contains("/run/provisioning/scim-token");
    assertThat(read("../docs/provisioning-atlassian.md"))
        .contains("/run/provisioning/atlassian-scim.key");
  }

  @Test
  void everyVariableIsOneTheBrokerHas() {
    Set<String> known = new HashSet<>(List.of(KeyRingLocation.PASSWORD_VARIABLE));
    addVariables(known, "GUESTBRIDGE_", BrokerSettings.class);
    List<String> named = matches(VARIABLE, compose + dockerfile);
    assertThat(named).contains("GUESTBRIDGE_DB_URL", "GUESTBRIDGE_HOST");
    assertThat(known).containsAll(named);
    assertThat(matches(PROPERTY, compose)).hasSameElementsAs(PROPERTIES);
  }

  @Test
  void noSecretStandsInTheFiles() {
    for (String name : List.of("broker", "database", "keycloak")) {
      JsonNode environment = service(name).path("environment");
      for (String variable : names(environment)) {
        if (variable.matches(".*(PASSWORD|SECRET|TOKEN|KEY).*") && !variable.endsWith("_FILE")) {
          assertThat(environment.path(variable).asText())
              .as(variable)
              .matches("\\$\\{GUESTBRIDGE_DB_PASSWORD:\\?[^}]*}");
        }
      }
    }
    for (JsonNode secret : document.path("secrets")) {
      assertThat(names(secret)).containsExactly("file");
      assertThat(secret.path("file").asText()).startsWith("./secrets/");
    }
    assertThat(service("broker").path("environment").path("GUESTBRIDGE_DB_URL").asText())
        .isEqualTo("jdbc:postgresql://database:5432/guestbridge");
    assertThat(compose + dockerfile).doesNotContain("BEGIN ", "password=");
    assertThat(dockerfile).doesNotContain("ARG ").doesNotContain("PASSWORD");
  }

  @Test
  void portsAreTheDefaultsOfTheBroker() throws Exception {
    String port = defaultOf("port");
    String management = defaultOf("managementPort");
    assertThat(dockerfile).containsPattern("(?m)^EXPOSE " + port + " 8443$");
    assertThat(dockerfile).contains("http://127.0.0.1:" + management + "/q/health/ready");
    assertThat(service("broker").path("ports")).hasSize(1);
    assertThat(service("broker").path("ports").get(0).asText()).isEqualTo("443:8443");
    assertThat(service("database").has("ports")).isFalse();
    assertThat(compose).doesNotContain(management);
    assertThat(read("src/main/resources/application.properties"))
        .contains("quarkus.http.port=${guestbridge.port:" + port + "}")
        .contains("quarkus.management.port=${guestbridge.management-port:" + management + "}")
        .doesNotContain("ssl-port");
  }

  @Test
  void imageRunsWithoutPrivileges() {
    String user = "10001:10001";
    assertThat(dockerfile).containsPattern("(?m)^USER " + user + "$");
    assertThat(dockerfile.lastIndexOf("USER ")).isGreaterThan(dockerfile.lastIndexOf("\nCOPY "));
    assertThat(service("broker").path("user").asText()).isEqualTo(user);
    for (String name : List.of("broker", "database", "keycloak")) {
      assertThat(service(name).path("user").asText()).as(name).isNotIn("", "root", "0");
      // Keycloak builds itself anew when an extension is mounted.
      assertThat(service(name).path("read_only").asBoolean())
          .as(name)
          .isEqualTo(!name.equals("keycloak"));
      assertThat(service(name).path("privileged").asBoolean()).as(name).isFalse();
      assertThat(service(name).path("cap_drop").get(0).asText()).as(name).isEqualTo("ALL");
      assertThat(service(name).path("security_opt").get(0).asText())
          .as(name)
          .isEqualTo("no-new-privileges:true");
    }
  }

  @Test
  void whatMustSurviveIsOnVolumes() {
    assertThat(dockerfile)
        .contains("WORKDIR /var/lib/guestbridge", "VOLUME /var/lib/guestbridge")
        .contains("\"--realm\", \"/etc/guestbridge/realm.yaml\"");
    assertThat(texts(service("broker").path("volumes")))
        .containsExactlyInAnyOrder(
            "broker-data:/var/lib/guestbridge",
            "./realm:/etc/guestbridge:ro",
            "./secrets/provisioning:/run/provisioning:ro");
    assertThat(names(document.path("volumes")))
        .containsExactlyInAnyOrder("broker-data", "database-data", "mail-queue");
    assertThat(document.path("networks").path("inside").path("internal").asBoolean()).isTrue();
  }

  private JsonNode service(String name) {
    return document.path("services").path(name);
  }

  private static String defaultOf(String setting) throws NoSuchMethodException {
    return BrokerSettings.class.getMethod(setting).getAnnotation(WithDefault.class).value();
  }

  private static void addVariables(Set<String> known, String prefix, Class<?> settings) {
    for (Method method : settings.getDeclaredMethods()) {
      String name = prefix + method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
      if (method.getReturnType().getEnclosingClass() == settings) {
        addVariables(known, name + "_", method.getReturnType());
      } else {
        known.add(name);
      }
    }
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(match.groupCount()))
        .distinct()
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode parse(String text) {
    try {
      return new YAMLMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

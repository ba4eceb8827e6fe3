package org.guestbridge.realm.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.load.Realms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeycloakRealmTest {

  private static final Path EXAMPLE = Path.of("examples/keycloak/entra-atlassian.json");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$.?[^\"]*");
  private static final String TENANT = "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81";
  private static final String LOGIN = "https://login.microsoftonline.com/";

  @TempDir private Path directory;

  static Stream<Path> files() throws IOException {
    return LoginPolicyDocumentTest.files();
  }

  @Test
  void renderWhenExampleThenExactlyTheOneThatIsShipped() throws IOException {
    assertThat(rendered(Realms.EXAMPLE).json()).isEqualTo(Files.readString(EXAMPLE));
  }

  @ParameterizedTest
  @MethodSource("files")
  void renderWhenRepeatedThenTheSameText(Path file) {
    assertThat(rendered(file).json()).isEqualTo(rendered(file).json());
  }

  @ParameterizedTest
  @MethodSource("files")
  void renderWhenSecretsAreKnownThenNoneIsWritten(Path file) {
    String json = rendered(file).json();
    assertThat(json).doesNotContain("canary", "BEGIN", "PRIVATE", "MIIEv");
    assertThat(PLACEHOLDER.matcher(json).results().map(MatchResult::group))
        .allMatch(found -> found.matches("\\$\\{(vault\\.[a-z0-9-]+|[A-Z0-9_]+)}"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void renderWhenAnyRealmThenNothingStandsBesideTheBrokeredLogin(Path file) throws IOException {
    JsonNode realm = tree(file);
    for (JsonNode flow : realm.required("authenticationFlows")) {
      assertThat(flow.required("topLevel").booleanValue()).isTrue();
      assertThat(flow.required("authenticationExecutions")).hasSize(1);
      assertThat(flow.at("/authenticationExecutions/0/requirement").textValue())
          .isEqualTo("REQUIRED");
    }
    for (JsonNode client : realm.required("clients")) {
      assertThat(ids(realm))
          .contains(client.at("/authenticationFlowBindingOverrides/browser").textValue());
      assertThat(client.required("defaultClientScopes")).isEmpty();
      assertThat(client.required("fullScopeAllowed").booleanValue()).isFalse();
      assertThat(client.at("/attributes/saml_force_name_id_format").textValue()).isEqualTo("true");
      assertThat(client.required("protocolMappers").findValuesAsText("protocolMapper"))
          .containsExactly("guestbridge-saml-nameid", "guestbridge-saml-attributes");
    }
    assertThat(realm.required("browserFlow").textValue()).isEqualTo("guestbridge browser");
    assertThat(realm.required("requiredActions").findValuesAsText("providerId"))
        .containsExactly("guestbridge-release");
    for (JsonNode provider : realm.required("identityProviders")) {
      assertThat(provider.at("/config/validateSignature").textValue()).isEqualTo("true");
      assertThat(provider.at("/config/syncMode").textValue()).isEqualTo("FORCE");
      assertThat(provider.required("trustEmail").booleanValue()).isFalse();
      assertThat(provider.required("firstBrokerLoginFlowAlias").textValue())
          .isEqualTo("guestbridge first login");
    }
    assertThat(realm.required("identityProviderMappers").findValuesAsText("identityProviderAlias"))
        .containsExactlyElementsOf(realm.required("identityProviders").findValuesAsText("alias"));
  }

  @Test
  void renderWhenTwoRealmsThenNoIdIsShared() throws IOException {
    Path other = copy(Realms.EXAMPLE, "realm: example", "realm: another");
    Set<String> shared = new HashSet<>(ids(tree(Realms.EXAMPLE)));
    shared.retainAll(ids(tree(other)));
    assertThat(shared).isEmpty();
  }

  @Test
  void renderWhenEntraThenItsEndpoints() throws IOException {
    JsonNode config = config(tree(Realms.EXAMPLE), "entra");
    assertThat(config.required("issuer").textValue()).isEqualTo(LOGIN + TENANT + "/v2.0");
    assertThat(config.required("authorizationUrl").textValue())
        .isEqualTo(LOGIN + TENANT + "/oauth2/v2.0/authorize");
    assertThat(config.required("tokenUrl").textValue())
        .isEqualTo(LOGIN + TENANT + "/oauth2/v2.0/token");
    assertThat(config.required("jwksUrl").textValue())
        .isEqualTo(LOGIN + TENANT + "/discovery/v2.0/keys");
    assertThat(config.required("clientSecret").textValue()).isEqualTo("${ENTRA_CLIENT_SECRET}");
    assertThat(config.required("clientAuthMethod").textValue()).isEqualTo("client_secret_post");
    assertThat(config.required("defaultScope").textValue()).isEqualTo("openid profile email");
    assertThat(config.required("pkceMethod").textValue()).isEqualTo("S256");
  }

  @Test
  void renderWhenOtherKindsThenTheirIssuersAndEndpoints() throws IOException {
    JsonNode realm = tree(valid("oidc-kinds"));
    assertThat(config(realm, "entra").required("issuer").textValue())
        .isEqualTo(LOGIN + TENANT + "/v2.0," + LOGIN + "9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/v2.0");
    assertThat(config(realm, "entra").required("tokenUrl").textValue())
        .isEqualTo(LOGIN + "organizations/oauth2/v2.0/token");
    assertThat(config(realm, "customers").required("issuer").textValue().split(","))
        .containsExactlyInAnyOrder(
            "https://fabrikam.ciamlogin.com/" + TENANT + "/v2.0",
            "https://" + TENANT + ".ciamlogin.com/" + TENANT + "/v2.0",
            "https://login.customers.example/one/v2.0");
    assertThat(config(realm, "b2c").required("authorizationUrl").textValue())
        .isEqualTo(
            "https://fabrikam.b2clogin.com/fabrikam.onmicrosoft.com/B2C_1_susi"
                + "/oauth2/v2.0/authorize?domain_hint=consumers");
    assertThat(config(realm, "other").required("authorizationUrl").textValue())
        .isEqualTo("${OTHER_AUTHORIZATION_URL}");
    assertThat(config(realm, "other").required("defaultScope").textValue())
        .isEqualTo("openid groups");
    assertThat(warnings(valid("oidc-kinds")))
        .containsExactly(
            "keycloak_manual_step /downstreams/atlassian",
            "keycloak_manual_step /publicUrl",
            "keycloak_manual_step /upstreams/b2c",
            "keycloak_manual_step /upstreams/b2c/credential/secret",
            "keycloak_unsupported /upstreams/b2c/passwordReset",
            "keycloak_unsupported /upstreams/b2c/policies",
            "keycloak_manual_step /upstreams/customers",
            "keycloak_manual_step /upstreams/customers/credential/secret",
            "keycloak_manual_step /upstreams/entra",
            "keycloak_manual_step /upstreams/entra/credential/secret",
            "keycloak_unsupported /upstreams/entra/groupsFromGraph",
            "keycloak_unsupported /upstreams/entra/logout",
            "keycloak_manual_step /upstreams/other",
            "keycloak_unsupported /upstreams/other/algorithms",
            "keycloak_manual_step /upstreams/other/credential/secret",
            "keycloak_manual_step /upstreams/other/issuer",
            "keycloak_unsupported /upstreams/other/responseMode");
  }

  @Test
  void renderWhenCredentialsAreFilesThenByReference() throws IOException {
    JsonNode secret = config(tree(valid("secret-from-file")), "entra");
    assertThat(secret.required("clientSecret").textValue()).isEqualTo("${vault.entra-secret}");
    JsonNode certificate = config(tree(valid("certificate")), "entra");
    assertThat(certificate.has("clientSecret")).isFalse();
    assertThat(certificate.required("clientAuthMethod").textValue()).isEqualTo("private_key_jwt");
    assertThat(certificate.required("jwtX509HeadersEnabled").textValue()).isEqualTo("true");
    assertThat(warnings(valid("certificate")))
        .contains("keycloak_manual_step /upstreams/entra/credential/certificate");
  }

  @Test
  void renderWhenSamlUpstreamsThenTheirTrust() throws IOException {
    JsonNode realm = tree(valid("saml-upstreams"));
    JsonNode entra = config(realm, "entra");
    assertThat(entra.required("idpEntityId").textValue())
        .isEqualTo("https://sts.windows.net/" + TENANT + "/");
    assertThat(entra.required("singleSignOnServiceUrl").textValue())
        .isEqualTo(LOGIN + TENANT + "/saml2");
    assertThat(entra.required("metadataDescriptorUrl").textValue()).contains("appid=");
    assertThat(entra.required("principalAttribute").textValue()).endsWith("/objectidentifier");
    assertThat(entra.required("wantAuthnRequestsSigned").textValue()).isEqualTo("true");
    assertThat(entra.required("wantAssertionsEncrypted").textValue()).isEqualTo("true");
    JsonNode pinned = config(realm, "pinned");
    assertThat(pinned.required("signingCertificate").textValue()).startsWith("MII");
    assertThat(pinned.required("useMetadataDescriptorUrl").textValue()).isEqualTo("false");
    assertThat(pinned.required("wantAuthnRequestsSigned").textValue()).isEqualTo("false");
    assertThat(config(realm, "supplier").required("nameIDPolicyFormat").textValue())
        .endsWith(":persistent");
    assertThat(config(realm, "supplier").required("principalType").textValue())
        .isEqualTo("SUBJECT");
    assertThat(config(realm, "partner").required("principalAttribute").textValue())
        .isEqualTo("urn:oid:1.3.6.1.4.1.5923.1.1.1.13");
    assertThat(provider(realm, "document").required("enabled").booleanValue()).isFalse();
    assertThat(config(realm, "customers").required("singleSignOnServiceUrl").textValue())
        .isEqualTo(
            "https://fabrikam.b2clogin.com/fabrikam.onmicrosoft.com/B2C_1A_SAML/Samlp/sso/login");
    assertThat(provider(realm, "entra").required("displayName").textValue()).isEqualTo("Example");
    assertThat(provider(realm, "entra").required("enabled").booleanValue()).isTrue();
    assertThat(provider(realm, "partner").required("enabled").booleanValue()).isFalse();
    assertThat(warnings(valid("saml-upstreams")))
        .contains(
            "keycloak_manual_step /upstreams/entra/requestSigning",
            "keycloak_manual_step /upstreams/entra/decryption",
            "keycloak_unsupported /upstreams/entra/unsolicited",
            "keycloak_unsupported /upstreams/entra/loginHint",
            "keycloak_unsupported /upstreams/entra/mailDomains",
            "keycloak_unsupported /upstreams/document/metadata",
            "keycloak_unsupported /upstreams/partner/metadata",
            "keycloak_manual_step /upstreams/partner/metadata");
  }

  @Test
  void renderWhenTheApplicationIsAtlassianThenItsClient() throws IOException {
    JsonNode client = tree(Realms.EXAMPLE).at("/clients/0");
    assertThat(client.required("clientId").textValue())
        .isEqualTo("https://auth.atlassian.com/saml/0f1e2d3c-4b5a-4968-8776-655443322110");
    assertThat(client.required("redirectUris"))
        .hasToString(
            "[\"https://auth.atlassian.com/login/callback"
                + "?connection=saml-0f1e2d3c-4b5a-4968-8776-655443322110\"]");
    assertThat(client.at("/attributes/guestbridge.downstream").textValue()).isEqualTo("atlassian");
    assertThat(client.at("/attributes/saml_name_id_format").textValue()).isEqualTo("email");
    assertThat(client.at("/attributes/saml.client.signature").textValue()).isEqualTo("false");
    assertThat(client.at("/attributes/saml.server.signature").textValue()).isEqualTo("false");
    assertThat(client.at("/attributes/saml.encrypt").textValue()).isEqualTo("false");
    assertThat(client.required("attributes").has("saml_idp_initiated_sso_url_name")).isFalse();
  }

  @Test
  void renderWhenEveryKeyOfADownstreamThenItsClient() throws IOException {
    Path file = valid("saml-every-key");
    JsonNode realm = tree(file);
    JsonNode client = realm.at("/clients/0");
    JsonNode attributes = client.required("attributes");
    assertThat(client.required("redirectUris")).hasSize(2);
    assertThat(attributes.required("saml_name_id_format").textValue()).isEqualTo("persistent");
    assertThat(attributes.required("saml.client.signature").textValue()).isEqualTo("true");
    assertThat(attributes.required("saml.signing.certificate").textValue()).startsWith("MII");
    assertThat(attributes.required("saml.server.signature").textValue()).isEqualTo("true");
    assertThat(attributes.required("saml.encrypt").textValue()).isEqualTo("true");
    assertThat(attributes.required("saml.encryption.certificate").textValue()).startsWith("MII");
    assertThat(attributes.required("saml_single_logout_service_url_post").textValue())
        .isEqualTo("https://jira.example.com/saml/slo");
    assertThat(attributes.required("saml_idp_initiated_sso_url_name").textValue()).isEqualTo("app");
    assertThat(attributes.required("saml_idp_initiated_sso_relay_state").textValue())
        .isEqualTo("https://jira.example.com/");
    assertThat(attributes.required("guestbridge.relayStates").textValue())
        .isEqualTo("https://jira.example.com/\nhttps://jira.example.com/boards");
    assertThat(client.at("/protocolMappers/0/config/mapper.nameid.format").textValue())
        .isEqualTo("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
    assertThat(client.at("/protocolMappers/1/config"))
        .hasToString(
            "{\"attribute.emailaddress\":\"mail\",\"attribute.givenname\":\"firstName\","
                + "\"attribute.groups\":\"groups\",\"attribute.nameFormat\":\"basic\","
                + "\"attribute.surname\":\"lastName\",\"groups.allowed\":\"jira-partners\"}");
    String flow = client.at("/authenticationFlowBindingOverrides/browser").textValue();
    assertThat(flowNamed(realm, "guestbridge browser app").required("id").textValue())
        .isEqualTo(flow);
    assertThat(realm.at("/authenticatorConfig/0/config/upstreams").textValue()).isEqualTo("entra");
    assertThat(warnings(file))
        .contains(
            "keycloak_unsupported /downstreams/app/acs",
            "keycloak_unsupported /downstreams/app/idpInitiated");
  }

  @ParameterizedTest
  @CsvSource({
    "email, email",
    "persistent, persistent",
    "transient, transient",
    "unspecified, username"
  })
  void renderWhenNameIdFormatThenKeycloaksName(String ours, String keycloaks) throws IOException {
    Path file = copy(valid("saml-every-key"), "format: persistent", "format: " + ours);
    assertThat(tree(file).at("/clients/0/attributes/saml_name_id_format").textValue())
        .isEqualTo(keycloaks);
  }

  @Test
  void renderWhenNoUpstreamIsAdmittedThenTheListIsNotEmpty() throws IOException {
    Path file = copy(valid("saml-every-key"), "upstreams: [entra] }", "upstreams: [] }");
    JsonNode realm = tree(file);
    assertThat(realm.at("/authenticatorConfig/0/config/upstreams").textValue()).isEqualTo("-");
    assertThat(attributes(realm).required("guestbridge.upstreams").textValue()).isEqualTo("-");
    assertThat(realm.at("/identityProviders/0/hideOnLogin").booleanValue()).isTrue();
    JsonNode admitting = tree(valid("saml-every-key"));
    assertThat(attributes(admitting).required("guestbridge.upstreams").textValue())
        .isEqualTo("entra");
    assertThat(admitting.at("/identityProviders/0/hideOnLogin").booleanValue()).isFalse();
    assertThat(attributes(tree(Realms.EXAMPLE)).has("guestbridge.upstreams")).isFalse();
  }

  @Test
  void renderWhenNoRelayStateIsAllowedThenTheListIsNotEmpty() throws IOException {
    Path file =
        copy(
            valid("saml-every-key"),
            """
            relayStates: ["https://jira.example.com/", "https://jira.example.com/boards"]
                  default: https://jira.example.com/
            """,
            """
            relayStates: []
            """);
    assertThat(attributes(tree(file)).required("guestbridge.relayStates").textValue())
        .isEqualTo("\u007f");
  }

  @Test
  void renderWhenNoGroupIsReleasedThenTheListIsNotEmpty() throws IOException {
    Path file = copy(valid("saml-every-key"), "groups: [jira-partners]", "groups: none");
    JsonNode settings = tree(file).at("/clients/0/protocolMappers/1/config");
    assertThat(settings.required("groups.allowed").textValue()).isEqualTo("\u007f");
    assertThat(ReleaseSettings.read(Map.of("groups.allowed", "\u007f")).groups())
        .contains(Set.of());
    assertThat(ReleaseSettings.read(Map.of()).groups()).isEmpty();
  }

  @Test
  void renderWhenSignedRequestsAreNotRequiredThenKeysAreOnlyKept() throws IOException {
    Path file =
        copy(
            valid("signed-requests"),
            "requireSignedRequests: true",
            "requireSignedRequests: false");
    assertThat(tree(file).at("/clients/0/attributes/saml.client.signature").textValue())
        .isEqualTo("false");
    assertThat(warnings(file))
        .contains("keycloak_unsupported /downstreams/atlassian/requireSignedRequests");
    assertThat(warnings(valid("signed-requests")))
        .doesNotContain("keycloak_unsupported /downstreams/atlassian/requireSignedRequests");
  }

  @Test
  void renderWhenAnAddressHasAnAsteriskThenItIsNoPattern() throws IOException {
    Path file = copy(valid("saml-every-key"), "saml/other?x=1", "saml/*");
    assertThat(tree(file).at("/clients/0/redirectUris"))
        .hasToString("[\"https://jira.example.com/saml/acs\"]");
    assertThat(warnings(file)).contains("keycloak_unsupported /downstreams/app/acs");
  }

  @Test
  void renderWhenTextsLookLikePlaceholdersThenTheyStayTexts() throws IOException {
    Path file = copy(Realms.EXAMPLE, "Ask your contact at Example to", "Ask ${HOME} for $1, or");
    assertThat(rendered(file).json()).doesNotContain("${HOME}", "$1");
    String policy =
        tree(file)
            .at("/identityProviderMappers/0/config")
            .required("guestbridge.policy")
            .textValue();
    JsonNode rules = new ObjectMapper().readTree(policy).required("rules");
    assertThat(rules.get(rules.size() - 1).at("/refuse/message").textValue())
        .startsWith("Ask ${HOME} for $1, or");
  }

  @ParameterizedTest
  @CsvSource({
    "directory, /downstreams/atlassian/directory",
    "group-names, /rules/1/groups/names",
    "oidc-kinds, /upstreams/entra/logout"
  })
  void renderWhenSomethingIsLeftToTheBrokerThenWarned(String realm, String place) {
    assertThat(warnings(valid(realm))).contains("keycloak_unsupported " + place);
    assertThat(warnings(valid("base"))).noneMatch(warning -> warning.contains(place));
  }

  @Test
  void renderWhenPagesAndLimitsAreSaidThenWarned() {
    assertThat(warnings(Realms.EXAMPLE))
        .containsExactly(
            "keycloak_manual_step /downstreams/atlassian",
            "keycloak_unsupported /limits",
            "keycloak_unsupported /messages",
            "keycloak_manual_step /publicUrl",
            "keycloak_manual_step /upstreams/entra",
            "keycloak_manual_step /upstreams/entra/credential/secret");
    assertThat(warnings(valid("base")))
        .doesNotContain("keycloak_unsupported /limits", "keycloak_unsupported /messages");
  }

  @Test
  void renderWhenTheRealmFileIsRefusedThenItsProblems() {
    List<Problem> problems =
        renderer()
            .render(Realms.FIXTURES.resolve("invalid/domain-not-listed.yaml"))
            .fold(rendered -> List.of(), RenderResult.Rejected::problems);
    assertThat(problems).extracting(Problem::code).contains(Code.REALM_DOMAIN_NOT_LISTED);
    assertThat(
            renderer()
                .render(directory.resolve("none.yaml"))
                .fold(rendered -> List.of(), RenderResult.Rejected::problems))
        .extracting(Problem::code)
        .containsExactly(Code.REALM_UNREADABLE);
  }

  @ParameterizedTest
  @MethodSource("files")
  void readWhenSettingsWereWrittenThenTheSame(Path file) {
    Realms.loaded(file).downstreams().values().stream()
        .map(downstream -> ReleaseSettings.of((SamlServiceProvider) downstream))
        .forEach(
            settings -> assertThat(ReleaseSettings.read(settings.toConfig())).isEqualTo(settings));
  }

  private static KeycloakRealm renderer() {
    return new KeycloakRealm(Realms.loader());
  }

  private static RenderResult.Rendered rendered(Path file) {
    return renderer()
        .render(file)
        .fold(
            rendered -> rendered,
            rejected -> {
              throw new AssertionError(rejected.problems().toString());
            });
  }

  private static JsonNode tree(Path file) throws IOException {
    return new ObjectMapper().readTree(rendered(file).json());
  }

  private static List<String> warnings(Path file) {
    return rendered(file).warnings().stream()
        .map(warning -> warning.code().text() + " " + warning.pointer())
        .toList();
  }

  private static Path valid(String name) {
    return Realms.FIXTURES.resolve("valid/" + name + ".yaml");
  }

  private static JsonNode attributes(JsonNode realm) {
    return realm.at("/clients/0").required("attributes");
  }

  private static JsonNode provider(JsonNode realm, String alias) {
    return named(realm.required("identityProviders"), alias);
  }

  private static JsonNode config(JsonNode realm, String alias) {
    return provider(realm, alias).required("config");
  }

  private static JsonNode flowNamed(JsonNode realm, String alias) {
    return named(realm.required("authenticationFlows"), alias);
  }

  private static JsonNode named(JsonNode list, String alias) {
    for (JsonNode item : list) {
      if (item.required("alias").textValue().equals(alias)) {
        return item;
      }
    }
    throw new AssertionError(alias);
  }

  private static List<String> ids(JsonNode realm) {
    List<String> ids = new ArrayList<>();
    for (String key : List.of("authenticationFlows", "authenticatorConfig")) {
      ids.addAll(realm.required(key).findValuesAsText("id"));
    }
    return ids;
  }

  /** A copy beside the fixtures' own directory, so that its references still lead somewhere. */
  private Path copy(Path file, String text, String other) throws IOException {
    String content = Files.readString(file);
    assertThat(content).contains(text);
    String pem = Realms.FIXTURES.resolve("pem").toAbsolutePath().toString();
    Path copy = directory.resolve(file.getFileName().toString());
    return Files.writeString(copy, content.replace(text, other).replace("../pem", pem));
  }
}

package org.guestbridge.simulators.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.simulators.http.Form;
import org.junit.jupiter.api.Test;

/** Paths, issuers, claims and errors of the products beside a workforce tenant, and logout. */
class FlavourTest {
  private static final String FLOW = "B2C_1_susi";

  @Test
  void b2cWhenUserFlowThenItsPathsIssuerAndClaims() throws Exception {
    try (SimulatedEntra entra = start(OidcFlavour.b2c(FLOW, "B2C_1_edit"))) {
      JsonNode document = discovery(entra);
      assertThat(document.path("issuer").asText())
          .isEqualTo(entra.authority() + "/" + EntraSettings.DEFAULT_TENANT + "/v2.0/");
      assertThat(document.path("token_endpoint").asText())
          .isEqualTo(
              entra.authority() + "/fabrikam.onmicrosoft.com/" + FLOW + "/oauth2/v2.0/token");
      JsonNode claims = claims(entra, document, "employee");
      assertThat(claims.path("iss")).isEqualTo(document.path("issuer"));
      assertThat(claims.path("tfp").asText()).isEqualTo(FLOW);
      assertThat(claims.path("emails").path(0).asText()).isEqualTo("maria.meyer@example.com");
      assertThat(claims.path("sub")).isEqualTo(claims.path("oid"));
      assertThat(claims.has("email") || claims.has("tid") || claims.has("preferred_username"))
          .isFalse();
    }
  }

  @Test
  void b2cWhenSetOtherwiseThenPolicyIssuerAcrAndConstantSubject() throws Exception {
    OidcFlavour flavour =
        OidcFlavour.b2c(FLOW)
            .withIssuer(OidcFlavour.B2C_POLICY_ISSUER)
            .withPolicyClaim("acr")
            .withSubjectNotSupported();
    try (SimulatedEntra entra = start(flavour)) {
      JsonNode claims = claims(entra, discovery(entra), "employee");
      assertThat(claims.path("iss").asText())
          .isEqualTo(
              entra.authority() + "/tfp/" + EntraSettings.DEFAULT_TENANT + "/" + FLOW + "/v2.0/");
      assertThat(claims.path("acr").asText()).isEqualTo(FLOW);
      assertThat(claims.has("tfp")).isFalse();
      assertThat(claims.path("sub").asText()).isEqualTo(OidcFlavour.SUBJECT_NOT_SUPPORTED);
    }
  }

  @Test
  void b2cWhenAnApplicationAsksAtTheTenantThenATokenForGraphAndNobodySignsIn() throws Exception {
    try (SimulatedEntra entra = start(OidcFlavour.b2c(FLOW))) {
      OidcClient client = new OidcClient(entra);
      entra
          .directory()
          .clear()
          .add(customer("local").build())
          .add(customer("social").idp("google.com").build());
      Map<String, String> parameters =
          new LinkedHashMap<>(
              Map.of(
                  "grant_type",
                  "client_credentials",
                  "client_id",
                  entra.settings().clientId(),
                  "client_secret",
                  EntraSettings.DEFAULT_CLIENT_SECRET,
                  "scope",
                  "https://graph.microsoft.com/.default"));
      String endpoint =
          entra.authority() + "/" + EntraSettings.DEFAULT_TENANT + "/oauth2/v2.0/token";
      String token =
          OidcClient.json(client.post(endpoint, parameters).body()).path("access_token").asText();

      JsonNode users = users(entra, token);

      assertThat(users).hasSize(2);
      for (JsonNode user : users) {
        assertThat(user.path("userType").asText()).isEqualTo("Member");
        assertThat(user.path("mail").isNull()).isTrue();
        assertThat(user.path("userPrincipalName").asText())
            .matches("[0-9a-f-]{36}@fabrikam\\.onmicrosoft\\.com");
      }
      assertThat(users.path(0).path("identities").path(0).toString())
          .contains("\"emailAddress\"", "\"local@partner.example\"");
      assertThat(users.path(0).path("otherMails")).isEmpty();
      assertThat(users.path(1).path("identities").path(0).toString())
          .contains("\"federated\"", "\"google.com\"");
      assertThat(users.path(1).path("otherMails").path(0).asText())
          .isEqualTo("social@partner.example");
      parameters.put("grant_type", "authorization_code");
      assertThat(client.post(endpoint, parameters).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void b2cWhenLeftThenErrorsAtTheCallback() throws Exception {
    try (SimulatedEntra entra = start(OidcFlavour.b2c(FLOW))) {
      OidcClient client = new OidcClient(entra);
      String authorize = discovery(entra).path("authorization_endpoint").asText();
      for (Map.Entry<String, String> way :
          Map.of("yes", "AADB2C90091:", "password", "AADB2C90118:").entrySet()) {
        Map<String, String> parameters = client.authorizeParameters();
        parameters.put("sim_cancel", way.getKey());
        Form back = OidcClient.callback(client.get(authorize + "?" + Form.encode(parameters)));
        assertThat(back.value("error")).contains("access_denied");
        assertThat(back.value("error_description").orElseThrow()).startsWith(way.getValue());
      }
    }
  }

  @Test
  void externalIdWhenSubdomainThenItsIssuer() throws Exception {
    try (SimulatedEntra entra = start(OidcFlavour.externalId("contoso"))) {
      String issuer = "https://contoso.ciamlogin.com/" + EntraSettings.DEFAULT_TENANT + "/v2.0";
      assertThat(discovery(entra).path("issuer").asText()).isEqualTo(issuer);
      JsonNode claims = claims(entra, discovery(entra), "guest");
      assertThat(claims.path("iss").asText()).isEqualTo(issuer);
      assertThat(claims.has("tid")).isTrue();
    }
  }

  @Test
  void multiTenantWhenOrganizationsThenTemplateAndEachTenantsIssuer() throws Exception {
    try (SimulatedEntra entra = start(OidcFlavour.multiTenant())) {
      OidcClient client = new OidcClient(entra);
      JsonNode document =
          OidcClient.json(
              client
                  .get(entra.authority() + "/organizations/v2.0/.well-known/openid-configuration")
                  .body());
      assertThat(document.path("issuer").asText()).endsWith("/{tenantid}/v2.0");
      JsonNode keys = OidcClient.json(client.get(document.path("jwks_uri").asText()).body());
      assertThat(keys.path("keys").path(0).path("issuer").asText()).contains("{tenantid}");
      JsonNode own = claims(entra, document, "employee");
      assertThat(own.path("tid").asText()).isEqualTo(EntraSettings.DEFAULT_TENANT.toString());
      JsonNode other = claims(entra, document, "partner-employee");
      assertThat(other.path("tid").asText()).isEqualTo("9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90");
      assertThat(other.path("iss").asText())
          .isEqualTo(entra.authority() + "/" + other.path("tid").asText() + "/v2.0");
    }
  }

  @Test
  void genericWhenDiscoveredThenIssuerIsTheOriginAndNothingIsMicrosofts() throws Exception {
    try (SimulatedEntra entra = start(OidcFlavour.generic())) {
      JsonNode document = discovery(entra);
      assertThat(document.path("issuer").asText()).isEqualTo(entra.authority().toString());
      JsonNode claims = claims(entra, document, "employee");
      assertThat(claims.path("iss").asText()).isEqualTo(entra.authority().toString());
      assertThat(claims.path("email_verified").asBoolean()).isTrue();
      assertThat(claims.has("sub")).isTrue();
      assertThat(claims.has("oid") || claims.has("tid") || claims.has("idp")).isFalse();
    }
  }

  @Test
  void logoutWhenAskedThenOnlyRegisteredAddressAndFrontChannelWithSession() throws Exception {
    EntraSettings settings =
        EntraSettings.defaults()
            .withPostLogoutRedirectUris(Set.of(URI.create("http://localhost:8080/bye")))
            .withFrontChannelLogout(URI.create("http://localhost:8080/front"));
    try (SimulatedEntra entra = SimulatedEntra.start(settings)) {
      OidcClient client = new OidcClient(entra);
      JsonNode claims = client.claims("guest");
      String logout = client.tenantUrl("/oauth2/v2.0/logout?");
      assertThat(
              client.get(logout + "post_logout_redirect_uri=http://localhost:8080/x").statusCode())
          .isEqualTo(400);
      String page =
          client
              .get(
                  logout
                      + Form.encode(
                          Map.of(
                              "post_logout_redirect_uri",
                              "http://localhost:8080/bye",
                              "state",
                              "s1",
                              "logout_hint",
                              claims.path("login_hint").asText())))
              .body();
      assertThat(page)
          .contains("<iframe hidden src=\"http://localhost:8080/front?sid=")
          .contains(claims.path("sid").asText())
          .contains("http://localhost:8080/bye?state=s1");
      assertThat(client.get(logout.replace("?", "")).body()).doesNotContain("<iframe");
    }
  }

  private static SimulatedEntra start(OidcFlavour flavour) {
    return SimulatedEntra.start(EntraSettings.defaults().withFlavour(flavour));
  }

  private static Person.Builder customer(String name) {
    return Person.person(name, PersonKind.B2C_CUSTOMER, UUID.randomUUID().toString())
        .preferredUsername(name + "@partner.example")
        .email(name + "@partner.example");
  }

  private static JsonNode users(SimulatedEntra entra, String token) throws Exception {
    URI address =
        URI.create(
            entra.graph().base()
                + "/users?$select=mail,otherMails,userType,userPrincipalName,identities");
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build();
    return OidcClient.json(
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body())
        .path("value");
  }

  private static JsonNode discovery(SimulatedEntra entra) throws Exception {
    return OidcClient.json(new OidcClient(entra).get(entra.discoveryUrl()).body());
  }

  private static JsonNode claims(SimulatedEntra entra, JsonNode document, String person)
      throws Exception {
    OidcClient client = new OidcClient(entra);
    Map<String, String> parameters = new LinkedHashMap<>(client.authorizeParameters());
    parameters.put("login_hint", person);
    String address =
        document.path("authorization_endpoint").asText() + "?" + Form.encode(parameters);
    String code = OidcClient.callback(client.get(address)).value("code").orElseThrow();
    String answer =
        client.post(document.path("token_endpoint").asText(), client.tokenParameters(code)).body();
    return OidcClient.part(OidcClient.json(answer).path("id_token").asText(), 1);
  }
}

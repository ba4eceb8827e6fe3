package org.guestbridge.simulators.entra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three ways in which a client proves itself at the token endpoint. */
class ClientAuthenticationTest {
  private static SelfSignedCertificate certified;
  private static SimulatedEntra entra;
  private static OidcClient client;

  @BeforeAll
  static void start() {
    certified = SelfSignedCertificate.generate("client", Instant.now());
    entra =
        SimulatedEntra.start(
            EntraSettings.defaults().withClientCertificate(certified.certificate()));
    client = new OidcClient(entra);
  }

  @AfterAll
  static void stop() {
    entra.close();
  }

  @Test
  void tokenWhenSecretComesByBasicThenSucceeds() throws Exception {
    Map<String, String> parameters = withoutSecret();
    parameters.remove("client_id");
    assertThat(client.token(parameters, "Authorization", basic("simulated-client-secret")))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
  }

  @Test
  void tokenWhenBasicSecretIsWrongThenInvalidClient() throws Exception {
    assertThat(client.token(withoutSecret(), "Authorization", basic("wrong")).body())
        .contains("AADSTS7000215");
  }

  @Test
  void tokenWhenTwoCredentialsComeThenRefuses() throws Exception {
    Map<String, String> parameters = client.tokenParameters(client.code());
    assertThat(client.token(parameters, "Authorization", basic("simulated-client-secret")).body())
        .contains("AADSTS7000217");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PS256", "RS256"})
  void tokenWhenAssertionIsGoodThenSucceedsOnce(String algorithm) throws Exception {
    String assertion = assertion(algorithm, claims());
    assertThat(redeem(assertion)).contains("id_token");
    assertThat(redeem(assertion)).contains("AADSTS700022");
  }

  @ParameterizedTest
  @CsvSource({
    "aud, https://login.microsoftonline.com/other, AADSTS700023",
    "iss, another, AADSTS700021",
    "sub, another, AADSTS700021",
    "jti, , AADSTS50027"
  })
  void tokenWhenOneClaimIsWrongThenRefuses(String name, String value, String code)
      throws Exception {
    Map<String, Object> claims = claims();
    claims.put(name, value == null ? "" : value);
    assertThat(redeem(assertion("PS256", claims))).contains(code);
  }

  @ParameterizedTest
  @CsvSource({"-1, AADSTS700024", "660, AADSTS700024", "590, id_token"})
  void tokenWhenAssertionExpiresThenTenMinutesAreTheLimit(long seconds, String expected)
      throws Exception {
    Map<String, Object> claims = claims();
    claims.put("exp", Instant.now().getEpochSecond() + seconds);
    assertThat(redeem(assertion("PS256", claims))).contains(expected);
  }

  @Test
  void tokenWhenSignatureIsTamperedThenRefuses() throws Exception {
    String assertion = assertion("PS256", claims());
    int middle = assertion.length() - 100;
    char other = assertion.charAt(middle) == 'A' ? 'B' : 'A';
    assertThat(redeem(assertion.substring(0, middle) + other + assertion.substring(middle + 1)))
        .contains("AADSTS700027");
  }

  @Test
  void tokenWhenAlgorithmIsNoneThenRefuses() throws Exception {
    String unsigned = Jws.signingInput(Map.of("alg", "none"), "{}") + ".";
    assertThat(redeem(unsigned)).contains("AADSTS50027");
  }

  private static String redeem(String assertion) throws Exception {
    Map<String, String> parameters = withoutSecret();
    parameters.put(
        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    parameters.put("client_assertion", assertion);
    return client.token(parameters).body();
  }

  private static Map<String, String> withoutSecret() throws Exception {
    Map<String, String> parameters = client.tokenParameters(client.code());
    parameters.remove("client_secret");
    return parameters;
  }

  private static String basic(String secret) {
    String pair = EntraSettings.DEFAULT_CLIENT_ID + ":" + secret;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> claims() {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", client.tenantUrl("/oauth2/v2.0/token"));
    claims.put("iss", EntraSettings.DEFAULT_CLIENT_ID);
    claims.put("sub", EntraSettings.DEFAULT_CLIENT_ID);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("nbf", now);
    claims.put("iat", now);
    claims.put("exp", now + 300);
    return claims;
  }

  private static String assertion(String algorithm, Map<String, Object> claims) throws Exception {
    boolean pss = algorithm.equals("PS256");
    byte[] thumbprint =
        SigningKey.digest(pss ? "SHA-256" : "SHA-1", certified.certificate().getEncoded());
    Map<String, String> header =
        Map.of("typ", "JWT", "alg", algorithm, pss ? "x5t#S256" : "x5t", Jws.base64Url(thumbprint));
    String payload = Response.toJson(claims);
    String input = Jws.signingInput(header, payload);
    Signature signer = Signature.getInstance(pss ? "RSASSA-PSS" : "SHA256withRSA");
    if (pss) {
      signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
    signer.initSign(certified.privateKey());
    signer.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Jws.base64Url(signer.sign());
  }
}

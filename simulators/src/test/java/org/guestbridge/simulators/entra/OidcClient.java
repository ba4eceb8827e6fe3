package org.guestbridge.simulators.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.guestbridge.simulators.http.Form;

/** A small relying party that believes everything, so that tests can look at what it was told. */
final class OidcClient {
  static final String REDIRECT_URI = "http://localhost:8080/callback";
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final SimulatedEntra entra;

  OidcClient(SimulatedEntra entra) {
    this.entra = entra;
  }

  String tenantUrl(String path) {
    return entra.authority() + "/" + entra.settings().tenantId() + path;
  }

  /** A good authorization request of the person {@code guest}; a test changes single parameters. */
  Map<String, String> authorizeParameters() throws Exception {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", entra.settings().clientId());
    parameters.put("response_type", "code");
    parameters.put("redirect_uri", REDIRECT_URI);
    parameters.put("scope", "openid profile email");
    parameters.put("state", "state-1");
    parameters.put("nonce", "nonce-1");
    parameters.put("code_challenge", challenge(VERIFIER));
    parameters.put("code_challenge_method", "S256");
    parameters.put("login_hint", "guest");
    return parameters;
  }

  Map<String, String> tokenParameters(String code) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "authorization_code");
    parameters.put("client_id", entra.settings().clientId());
    parameters.put("code", code);
    parameters.put("redirect_uri", REDIRECT_URI);
    parameters.put("code_verifier", VERIFIER);
    parameters.put("client_secret", EntraSettings.DEFAULT_CLIENT_SECRET);
    return parameters;
  }

  HttpResponse<String> authorize(Map<String, String> parameters) throws Exception {
    return get(tenantUrl("/oauth2/v2.0/authorize?" + Form.encode(parameters)));
  }

  HttpResponse<String> authorizeWithHeader(Map<String, String> parameters, String person)
      throws Exception {
    URI uri = URI.create(tenantUrl("/oauth2/v2.0/authorize?" + Form.encode(parameters)));
    return http.send(
        HttpRequest.newBuilder(uri).header("X-Simulated-Person", person).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> token(Map<String, String> parameters, String... headers) throws Exception {
    return post(tenantUrl("/oauth2/v2.0/token"), parameters, headers);
  }

  HttpResponse<String> post(String url, Map<String, String> parameters, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(Form.encode(parameters)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String url) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The parameters with which a redirect reached the redirect URI. */
  static Form callback(HttpResponse<String> response) {
    String location = response.headers().firstValue("Location").orElseThrow();
    return Form.parse(URI.create(location).getRawQuery());
  }

  String code() throws Exception {
    return callback(authorize(authorizeParameters())).value("code").orElseThrow();
  }

  /** A whole login of this person; the ID token's compact form. */
  String logIn(String person) throws Exception {
    Map<String, String> parameters = authorizeParameters();
    parameters.put("login_hint", person);
    return logIn(parameters);
  }

  /** A whole login with these authorization parameters; the ID token's compact form. */
  String logIn(Map<String, String> parameters) throws Exception {
    String code = callback(authorize(parameters)).value("code").orElseThrow();
    return json(token(tokenParameters(code)).body()).path("id_token").asText();
  }

  JsonNode claims(String person) throws Exception {
    return part(logIn(person), 1);
  }

  /** The claims of {@code guest} who had to sign in anew. */
  JsonNode claimsWithMaxAge() throws Exception {
    Map<String, String> parameters = authorizeParameters();
    parameters.put("prompt", "login");
    parameters.put("max_age", "0");
    return part(logIn(parameters), 1);
  }

  static JsonNode json(String text) throws Exception {
    return JSON.readTree(text);
  }

  static JsonNode part(String token, int index) throws Exception {
    return JSON.readTree(raw(token, index));
  }

  static String raw(String token, int index) {
    byte[] decoded = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
    return new String(decoded, StandardCharsets.UTF_8);
  }

  /** True when a published key with the token's kid verifies it. */
  boolean verifies(String token) throws Exception {
    JsonNode keySet = json(get(tenantUrl("/discovery/v2.0/keys")).body());
    String kid = part(token, 0).path("kid").asText();
    String[] parts = token.split("\\.", -1);
    for (JsonNode key : keySet.path("keys")) {
      if (key.path("kid").asText().equals(kid)) {
        byte[] x5c = Base64.getDecoder().decode(key.path("x5c").path(0).asText());
        var certificate =
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(x5c));
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        return Jws.verify(
            part(token, 0).path("alg").asText(),
            certificate.getPublicKey(),
            parts[0] + "." + parts[1],
            signature);
      }
    }
    return false;
  }

  static String challenge(String verifier) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }
}

package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.guestbridge.app.upstream.oidc.AttackedLogin.Underway;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.http.Response;

/**
 * One login of a guest, as it should be; an edit changes what it wants before it is played. Texts
 * may hold {@code {state}}, {@code {nonce}}, {@code {cookie}}, {@code {name}}, {@code {value}} of
 * the login, the same of another login after {@code {other ...}}, and {@code {base}}.
 */
final class Visit {

  static final String TENANT = EntraSettings.DEFAULT_TENANT.toString();
  static final String PATH = "/" + TENANT;

  final String base;
  final Instant now;
  final Map<String, Object> header = new LinkedHashMap<>();
  final Map<String, Object> claims = new LinkedHashMap<>();
  final Map<String, Object> metadata = new LinkedHashMap<>();
  final List<Map<String, Object>> keys = new ArrayList<>();
  final Map<String, Response> answers = new LinkedHashMap<>();

  UnaryOperator<String> headerText = UnaryOperator.identity();
  UnaryOperator<String> payloadText = UnaryOperator.identity();
  UnaryOperator<String> token = UnaryOperator.identity();
  Signer signer = rsa(StubProvider.KEYS.get(0), JWSAlgorithm.RS256);

  String callback = "code=c&state={state}";
  String cookies = "{cookie}";
  String answering = "entra";
  boolean byForm;
  boolean forced;
  boolean finishedBefore;
  Duration pause = Duration.ZERO;

  /** Signs the text before the last dot. */
  @FunctionalInterface
  interface Signer {
    String sign(byte[] input) throws JOSEException;
  }

  Visit(String base, Instant now) {
    this.base = base;
    this.now = now;
    header.put("typ", "JWT");
    header.put("alg", "RS256");
    header.put("kid", "kid-1");
    claims.put("iss", base + PATH + "/v2.0");
    claims.put("aud", EntraSettings.DEFAULT_CLIENT_ID);
    claims.put("sub", "subject-1");
    claims.put("tid", TENANT);
    claims.put("oid", "1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d");
    claims.put("idp", "https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/");
    claims.put("email", "jo@partner.example");
    claims.put("preferred_username", "jo@partner.example");
    claims.put("name", "Jo Doe");
    claims.put("iat", now.getEpochSecond());
    claims.put("nbf", now.getEpochSecond());
    claims.put("exp", now.getEpochSecond() + 3_600);
    claims.put("auth_time", now.getEpochSecond());
    claims.put("nonce", "{nonce}");
    metadata.put("issuer", base + PATH + "/v2.0");
    metadata.put("authorization_endpoint", base + PATH + "/authorize");
    metadata.put("token_endpoint", base + PATH + "/token");
    metadata.put("jwks_uri", base + PATH + "/keys");
    StubProvider.KEYS.forEach(key -> keys.add(StubProvider.publicKey(key)));
  }

  static Signer rsa(RSAKey key, JWSAlgorithm algorithm) {
    return input -> {
      JWSSigner made = new RSASSASigner(key);
      return made.sign(new JWSHeader(algorithm), input).toString();
    };
  }

  /** Puts up what does not depend on the login. */
  void publish(Map<String, Object> documents) {
    documents.put(PATH + "/v2.0/.well-known/openid-configuration", metadata);
    documents.put(PATH + "/keys", Map.of("keys", keys));
    documents.putAll(answers);
  }

  /** Puts up the token of a login that is under way. */
  void publishToken(Map<String, Object> documents, Underway mine, Underway other)
      throws JOSEException {
    if (!answers.containsKey(PATH + "/token")) {
      documents.put(
          PATH + "/token",
          Response.json(
              200,
              Map.of("token_type", "Bearer", "expires_in", 9, "id_token", idToken(mine, other))));
    }
  }

  String fill(String text, Underway mine, Underway other) {
    return text.replace("{base}", base)
        .replace("{state}", mine.state())
        .replace("{other state}", other.state())
        .replace("{nonce}", mine.nonce())
        .replace("{other nonce}", other.nonce())
        .replace("{cookie}", mine.cookie())
        .replace("{name}", mine.cookieName())
        .replace("{value}", mine.cookieValue())
        .replace("{other cookie}", other.cookie())
        .replace("{other name}", other.cookieName())
        .replace("{other value}", other.cookieValue());
  }

  private String idToken(Underway mine, Underway other) throws JOSEException {
    String input =
        Base64URL.encode(headerText.apply(Response.toJson(header)))
            + "."
            + Base64URL.encode(payloadText.apply(fill(Response.toJson(claims), mine, other)));
    return token.apply(input + "." + signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }
}

package org.guestbridge.simulators.entra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies {@code private_key_jwt} assertions as Entra documents them: PS256 with {@code x5t#S256},
 * or the older RS256 with {@code x5t}; each {@code jti} once.
 */
final class ClientAssertions {
  /** An assertion may expire at most this far ahead. */
  static final Duration MAXIMUM_LIFETIME = Duration.ofMinutes(10);

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int REMEMBERED = 100_000;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final EntraSettings settings;
  private final ClientCredentials credentials;
  private final String tokenEndpoint;
  private final Map<String, Boolean> usedIds =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  ClientAssertions(EntraSettings settings, ClientCredentials credentials, String tokenEndpoint) {
    this.settings = settings;
    this.credentials = credentials;
    this.tokenEndpoint = tokenEndpoint;
  }

  void verify(String assertion) {
    List<String> parts = List.of(assertion.split("\\.", -1));
    if (parts.size() != 3) {
      throw malformed("not three parts");
    }
    JsonNode header = json(parts.get(0));
    JsonNode claims = json(parts.get(1));
    verifySignature(header, parts);
    if (!claims.path("iss").asText().equals(settings.clientId())
        || !claims.path("sub").asText().equals(settings.clientId())) {
      throw new EntraRefusal(AadSts.WRONG_ASSERTION_ISSUER);
    }
    if (!audience(claims.path("aud")).equals(tokenEndpoint)) {
      throw new EntraRefusal(AadSts.WRONG_ASSERTION_AUDIENCE);
    }
    verifyTimes(claims);
    String id = claims.path("jti").asText();
    if (id.isEmpty()) {
      throw malformed("no jti");
    }
    synchronized (usedIds) {
      if (usedIds.putIfAbsent(id, Boolean.TRUE) != null) {
        throw new EntraRefusal(AadSts.REPLAYED_ASSERTION);
      }
    }
  }

  private void verifySignature(JsonNode header, List<String> parts) {
    String algorithm = header.path("alg").asText();
    String thumbprint =
        switch (algorithm) {
          case "PS256" -> "x5t#S256";
          case "RS256" -> "x5t";
          default -> throw malformed("alg " + algorithm);
        };
    String digest = thumbprint.equals("x5t") ? "SHA-1" : "SHA-256";
    String named = header.path(thumbprint).asText();
    X509Certificate certificate =
        credentials.certificates().stream()
            .filter(each -> named.equals(thumbprint(digest, each)))
            .findFirst()
            .orElseThrow(
                () ->
                    new EntraRefusal(
                        AadSts.UNVERIFIED_ASSERTION, thumbprint + " names no certificate"));
    String input = parts.get(0) + "." + parts.get(1);
    if (!Jws.verify(algorithm, certificate.getPublicKey(), input, decode(parts.get(2)))) {
      throw new EntraRefusal(AadSts.UNVERIFIED_ASSERTION, "wrong signature");
    }
  }

  private static String thumbprint(String digest, X509Certificate certificate) {
    return Jws.base64Url(SigningKey.digest(digest, SigningKey.encoded(certificate)));
  }

  private void verifyTimes(JsonNode claims) {
    Instant now = settings.clock().instant();
    if (!claims.path("exp").canConvertToLong()) {
      throw new EntraRefusal(AadSts.ASSERTION_LIFETIME, "no exp");
    }
    Instant expires = Instant.ofEpochSecond(claims.path("exp").longValue());
    // An assertion that expires now is expired; one that lives exactly ten minutes is accepted.
    if (!now.isBefore(expires)) {
      throw new EntraRefusal(AadSts.ASSERTION_LIFETIME, "expired");
    }
    if (expires.isAfter(now.plus(MAXIMUM_LIFETIME))) {
      throw new EntraRefusal(AadSts.ASSERTION_LIFETIME, "exp is more than 10 minutes ahead");
    }
    if (claims.has("nbf")
        && Instant.ofEpochSecond(claims.path("nbf").longValue()).isAfter(now.plus(SKEW))) {
      throw new EntraRefusal(AadSts.ASSERTION_LIFETIME, "not yet valid");
    }
  }

  private static String audience(JsonNode claim) {
    return claim.isArray() && claim.size() == 1 ? claim.path(0).asText() : claim.asText();
  }

  private static JsonNode json(String part) {
    try {
      JsonNode node = JSON.readTree(new String(decode(part), StandardCharsets.UTF_8));
      if (!node.isObject()) {
        throw malformed("not an object");
      }
      return node;
    } catch (JsonProcessingException failure) {
      throw malformed("not JSON");
    }
  }

  private static byte[] decode(String part) {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException failure) {
      throw malformed("not base64url");
    }
  }

  private static EntraRefusal malformed(String detail) {
    return new EntraRefusal(AadSts.MALFORMED_ASSERTION, detail);
  }
}

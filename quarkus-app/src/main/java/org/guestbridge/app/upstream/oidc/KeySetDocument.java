package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Upstream.EntraOidc;

/**
 * Picks from a published key set those keys that may sign this tenant's ID tokens with RS256. The
 * rest is ignored, as RFC 7517 section 5 asks: a key that is not here is not published.
 */
final class KeySetDocument {

  private static final int MAX_KEYS = 100;
  private static final int MIN_MODULUS_BITS = 2048;

  private KeySetDocument() {}

  /**
   * Reads a document.
   *
   * @throws RefusalException {@code upstream_response_invalid} when it is not a key set or holds no
   *     usable key
   */
  static JWKSet read(byte[] document, EntraOidc upstream) throws RefusalException {
    Map<String, Object> members = StrictJson.object(document, Code.UPSTREAM_RESPONSE_INVALID);
    if (!(members.get("keys") instanceof List<?> entries) || entries.size() > MAX_KEYS) {
      throw invalid("the key set has no list of keys, or too long a one");
    }
    List<JWK> usable = new ArrayList<>();
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> key && isForIssuer(key, upstream)) {
        rsaKey(key).ifPresent(usable::add);
      }
    }
    if (usable.isEmpty()) {
      throw invalid("the key set holds no key that could sign an ID token");
    }
    return new JWKSet(usable);
  }

  /**
   * Entra says in each key whose tokens it signs, by a template or by one tenant's issuer
   * (learn.microsoft.com, "Access tokens", validate the signing key issuer).
   */
  private static boolean isForIssuer(Map<?, ?> key, EntraOidc upstream) {
    if (!key.containsKey("issuer")) {
      return true;
    }
    return key.get("issuer") instanceof String issuer
        && issuer
            .replace("{tenantid}", upstream.tenant().toString())
            .equals(upstream.issuer().toString());
  }

  @SuppressWarnings("unchecked") // keys of a JSON object are texts
  private static Optional<RSAKey> rsaKey(Map<?, ?> members) {
    if (!"RSA".equals(members.get("kty"))) {
      return Optional.empty();
    }
    try {
      RSAKey key = RSAKey.parse((Map<String, Object>) members);
      return mayVerify(key) && key.toRSAPublicKey().getModulus().bitLength() >= MIN_MODULUS_BITS
          ? Optional.of(key.toPublicJWK())
          : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  /** RFC 7517 sections 4.2 to 4.4: what a key states about itself binds; silence allows. */
  private static boolean mayVerify(RSAKey key) {
    return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (key.getAlgorithm() == null || key.getAlgorithm().equals(JWSAlgorithm.RS256))
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static RefusalException invalid(String what) {
    return new RefusalException(Code.UPSTREAM_RESPONSE_INVALID, what);
  }
}

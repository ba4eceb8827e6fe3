package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcProvider.Algorithm;

/**
 * Picks from a published key set those keys that may sign this provider's ID tokens with an
 * algorithm of its own. The rest is ignored, as RFC 7517 section 5 asks: a key that is not here is
 * not published.
 */
final class KeySetDocument {

  private static final int MAX_KEYS = 100;
  private static final int MIN_MODULUS_BITS = 2048;

  /** The member of a read set that holds, by key id, whose tokens a key signs. */
  private static final String ISSUERS = "issuers";

  private KeySetDocument() {}

  /**
   * Reads a document.
   *
   * @throws RefusalException {@code upstream_response_invalid} when it is not a key set or holds no
   *     usable key
   */
  static JWKSet read(byte[] document, OidcProvider provider) throws RefusalException {
    Map<String, Object> members = StrictJson.object(document, Code.UPSTREAM_RESPONSE_INVALID);
    if (!(members.get("keys") instanceof List<?> entries) || entries.size() > MAX_KEYS) {
      throw invalid("the key set has no list of keys, or too long a one");
    }
    List<JWK> usable = new ArrayList<>();
    Map<String, String> issuers = new HashMap<>();
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> key && isForIssuer(key, provider)) {
        Optional<JWK> read = key(key, provider);
        read.ifPresent(usable::add);
        if (read.isPresent() && provider instanceof OidcProvider.Entra) {
          issuer(key).ifPresent(issuer -> issuers.put(nameOf(read.get()), issuer));
        }
      }
    }
    if (usable.isEmpty()) {
      throw invalid("the key set holds no key that could sign an ID token");
    }
    return new JWKSet(usable, Map.of(ISSUERS, issuers));
  }

  /** The one key of {@code keys}, with what the set says about it. */
  static VerificationKey of(JWKSet keys, JWK key) {
    return new VerificationKey(
        key,
        keys.getAdditionalMembers().get(ISSUERS) instanceof Map<?, ?> issuers
                && issuers.get(nameOf(key)) instanceof String issuer
            ? Optional.of(issuer)
            : Optional.empty());
  }

  /** Whether {@code key} verifies tokens of {@code algorithm} (RFC 8725 section 3.1). */
  static boolean fits(JWK key, Algorithm algorithm) {
    boolean type =
        switch (algorithm) {
          case RS256, PS256 -> key instanceof RSAKey;
          case ES256 -> key instanceof ECKey;
        };
    return type
        && (key.getAlgorithm() == null
            || key.getAlgorithm().equals(JWSAlgorithm.parse(algorithm.name())));
  }

  private static String nameOf(JWK key) {
    return key.getKeyID() == null ? "" : key.getKeyID();
  }

  private static Optional<String> issuer(Map<?, ?> key) {
    return key.get("issuer") instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * Entra says in each key whose tokens it signs, by a template or by one tenant's issuer
   * (learn.microsoft.com, "Access tokens", validate the signing key issuer).
   */
  private static boolean isForIssuer(Map<?, ?> key, OidcProvider provider) {
    return !(provider instanceof OidcProvider.Entra entra)
        || !key.containsKey("issuer")
        || issuer(key).filter(entra::mayOwnKey).isPresent();
  }

  @SuppressWarnings("unchecked") // keys of a JSON object are texts
  private static Optional<JWK> key(Map<?, ?> members, OidcProvider provider) {
    try {
      JWK key =
          "EC".equals(members.get("kty"))
              ? ECKey.parse((Map<String, Object>) members)
              : RSAKey.parse((Map<String, Object>) members);
      boolean usable =
          mayVerify(key)
              && isStrong(key)
              && provider.algorithms().stream().anyMatch(algorithm -> fits(key, algorithm));
      return usable ? Optional.of(key.toPublicJWK()) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private static boolean isStrong(JWK key) throws JOSEException {
    return key instanceof ECKey curve
        ? Curve.P_256.equals(curve.getCurve())
        : key.toRSAKey().toRSAPublicKey().getModulus().bitLength() >= MIN_MODULUS_BITS;
  }

  /** RFC 7517 sections 4.2 and 4.3: what a key states about itself binds; silence allows. */
  private static boolean mayVerify(JWK key) {
    return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static RefusalException invalid(String what) {
    return new RefusalException(Code.UPSTREAM_RESPONSE_INVALID, what);
  }
}

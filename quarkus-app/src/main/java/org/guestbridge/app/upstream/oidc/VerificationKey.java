package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.jwk.JWK;
import java.util.Map;
import java.util.Optional;

/**
 * A published key that may verify ID tokens.
 *
 * @param key an RSA key of 2048 bits or more, or a P-256 key; public
 * @param issuer whose tokens it signs, where Entra says so: an issuer, or the template with {@code
 *     {tenantid}}
 */
record VerificationKey(JWK key, Optional<String> issuer) {

  /**
   * Whether the key signs tokens with these verified claims (learn.microsoft.com, "Access tokens",
   * validate the signing key issuer). In a multi-tenant key set one tenant's key must not sign for
   * another.
   */
  boolean signsFor(Map<String, Object> claims) {
    return issuer
        .map(text -> text.replace("{tenantid}", String.valueOf(claims.get("tid"))))
        .filter(text -> !text.equals(claims.get("iss")))
        .isEmpty();
  }
}

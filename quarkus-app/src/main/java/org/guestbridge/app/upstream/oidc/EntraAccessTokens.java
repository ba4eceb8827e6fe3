package org.guestbridge.app.upstream.oidc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.EntraTokens;
import org.guestbridge.realm.OidcProvider;

/**
 * Verifies access tokens that Entra issues to its own provisioning service (learn.microsoft.com,
 * "Access tokens in the Microsoft identity platform", validate tokens), of version 1.0 and 2.0: the
 * tenant's keys, an allowed algorithm, issuer, tenant, audience, the application that asked, and
 * times. A token of a person is none.
 */
public final class EntraAccessTokens {

  /** The longest a token may last; Entra's last an hour, longer ones a day. */
  static final Duration MAX_LIFETIME = Duration.ofHours(25);

  private final EntraTokens accepted;
  private final OidcProvider.Entra provider;
  private final SigningKeys keys;
  private final RelyingPartyServices services;

  /** A verifier of what {@code accepted} names. */
  public EntraAccessTokens(EntraTokens accepted, RelyingPartyServices services) {
    this.accepted = accepted;
    this.services = services;
    this.provider =
        new OidcProvider.Entra(
            accepted.tenant(), Set.of(), accepted.authority(), false, Optional.empty());
    Discovery discovery = new Discovery(provider, services);
    this.keys = new SigningKeys(new KeySetFetch(provider, services, discovery), services);
  }

  /**
   * Refuses unless {@code token}, untrusted, is one that is accepted. May ask for keys, so never on
   * an event loop.
   *
   * @throws RefusalException {@code token_malformed}, {@code token_algorithm}, {@code
   *     token_key_unknown}, {@code token_signature}, {@code token_issuer}, {@code token_tenant},
   *     {@code token_audience}, {@code token_time}; transport when the keys can't be had
   */
  public void require(String token) throws RefusalException {
    SignedToken signed = SignedToken.read(token, provider.algorithms());
    VerificationKey key = keys.find(signed.kid(), signed.algorithm());
    Map<String, Object> claims =
        StrictJson.object(signed.verifiedPayload(key.key()), Code.TOKEN_MALFORMED);
    requireIssuer(claims, key);
    requireAudience(claims);
    requireTimes(claims);
  }

  /** The keys of a tenant name the issuer of version 2.0 alone, for tokens of both versions. */
  private void requireIssuer(Map<String, Object> claims, VerificationKey key)
      throws RefusalException {
    String tenant = accepted.tenant().toString();
    if (!(claims.get("iss") instanceof String issuer) || !accepted.issuers().contains(issuer)) {
      throw new RefusalException(Code.TOKEN_ISSUER, "iss is not the tenant's");
    }
    if (!tenant.equals(claims.get("tid"))) {
      throw new RefusalException(Code.TOKEN_TENANT, "tid is not the tenant");
    }
    boolean own =
        key.issuer()
            .map(text -> text.replace("{tenantid}", tenant))
            .filter(text -> !accepted.issuers().contains(text))
            .isEmpty();
    if (!own) {
      throw new RefusalException(Code.TOKEN_ISSUER, "the key is not the tenant's");
    }
  }

  /** The application stands in {@code appid}, or in {@code azp} of version 2.0. */
  private void requireAudience(Map<String, Object> claims) throws RefusalException {
    Object audience =
        claims.get("aud") instanceof List<?> list && list.size() == 1
            ? list.get(0)
            : claims.get("aud");
    if (!(audience instanceof String text) || !accepted.audiences().contains(text)) {
      throw new RefusalException(Code.TOKEN_AUDIENCE, "aud is not one that is accepted");
    }
    Object application = claims.containsKey("appid") ? claims.get("appid") : claims.get("azp");
    if (!(application instanceof String client)
        || !accepted.applications().contains(client)
        || (claims.containsKey("azp") && !client.equals(claims.get("azp")))) {
      throw new RefusalException(
          Code.TOKEN_AUDIENCE, "the token was not asked for by an accepted application");
    }
    if (claims.containsKey("scp")) {
      throw new RefusalException(Code.TOKEN_AUDIENCE, "the token acts for a person");
    }
  }

  private void requireTimes(Map<String, Object> claims) throws RefusalException {
    Instant now = services.clock().instant();
    Instant expires = IdTokenRules.time(claims, "exp");
    Instant notBefore = IdTokenRules.time(claims, "nbf");
    if (!now.isBefore(expires.plus(IdTokenRules.SKEW))) {
      throw new RefusalException(Code.TOKEN_TIME, "the token is expired");
    }
    if (notBefore.isAfter(now.plus(IdTokenRules.SKEW))) {
      throw new RefusalException(Code.TOKEN_TIME, "the token is not yet valid");
    }
    if (expires.isAfter(notBefore.plus(MAX_LIFETIME))) {
      throw new RefusalException(Code.TOKEN_TIME, "the token lasts longer than a day");
    }
  }
}

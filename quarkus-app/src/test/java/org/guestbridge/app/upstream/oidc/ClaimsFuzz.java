package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.oidc.OidcClaims;

/**
 * The claims of a token whose signature is good. What passes is the configured tenant's, this
 * client's, this login's and current, and names one person.
 */
public final class ClaimsFuzz implements FuzzTarget {

  private static final OidcUpstream UPSTREAM =
      TestUpstream.at(URI.create("https://login.microsoftonline.com"));
  private static final OidcProvider.Entra TENANT = (OidcProvider.Entra) UPSTREAM.provider();
  private static final String ISSUER = TENANT.issuer(TENANT.tenant());
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String NONCE = "n-1";
  private static final PendingLogin PENDING =
      new PendingLogin("s", NONCE, "v".repeat(43), true, NOW.minusSeconds(30));
  private static final Instant EARLIEST =
      PENDING.startedAt().minus(IdTokenRules.SKEW).minus(IdTokenRules.MICROSOFT_DATES_BACK);

  private final IdTokenRules rules = new IdTokenRules(UPSTREAM);

  @Override
  public List<byte[]> seeds() {
    String guest =
        claims(
            "\"acct\":1,\"idp\":\"mail\",\"email\":\"joe@partner.example\",\"name\":\"Joe Doe\"");
    return Require.seeds(
        guest,
        claims(
            "\"acct\":0,\"upn\":\"maria@example.com\",\"groups\":[\"g\"],\"roles\":[\"r\"],"
                + "\"verified_primary_email\":[\"maria@example.com\"],\"auth_time\":1795341600"),
        claims("\"hasgroups\":true,\"_claim_names\":{\"groups\":\"src1\"},\"x\":[1,true,null]"),
        guest.replace("n-1", "n-2"),
        guest.replace("\"iat\":", "\"iat\":1,\"i\":"),
        guest.replace("\"exp\":", "\"exp\":1e9,\"exp\":"),
        guest.replace("\"oid\":", "\"oid\":[],\"o\":"),
        "{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}",
        "[]",
        "null",
        "");
  }

  @Override
  public void read(byte[] input) throws Exception {
    Map<String, Object> claims;
    try {
      claims = StrictJson.object(input, Code.TOKEN_MALFORMED);
    } catch (RefusalException refused) {
      throw Require.documented(refused, Code.TOKEN_MALFORMED);
    }
    rules.check(claims, Set.of(ISSUER), PENDING, NOW);
    rules.requireSubject(claims);
    OidcClaims read = OidcClaims.read(claims, TENANT);
    UpstreamSubject.Entra subject = (UpstreamSubject.Entra) read.subject();
    Instant issued = rules.issuedAt(claims);
    Require.that(claims.get("nonce").equals(NONCE), "the nonce is this login's");
    Require.that(claims.get("iss").equals(ISSUER), "the issuer's");
    Require.that(!issued.isAfter(NOW.plus(IdTokenRules.SKEW)), "not issued in the future");
    Require.that(!issued.isBefore(EARLIEST), "not issued before this login");
    Require.that(subject.tenantId().equals(TENANT.tenant()), "the tenant is configured");
    Require.that(
        subject.objectId().toString().equalsIgnoreCase(claims.get("oid").toString()),
        "the person is the token's");
    VerifiedIdentity identity =
        VerifiedIdentity.attested(
            new Evidence.IdToken("entra", read.account(), issued), read.subject(), read.profile());
    Require.that(identity.profile().toString().equals("[profile]"), "nothing of it is shown");
    rules.requireFresh(claims, PENDING.startedAt(), NOW);
  }

  private static String claims(String more) {
    return """
        {"iss":"%s","aud":"%s","exp":%d,"nbf":%d,"iat":%d,"nonce":"n-1","sub":"s-1",\
        "tid":"%s","oid":"00000000-0000-4000-8000-000000000001","ver":"2.0",%s}"""
        .formatted(
            ISSUER,
            UPSTREAM.clientId(),
            NOW.getEpochSecond() + 3600,
            NOW.getEpochSecond(),
            NOW.getEpochSecond(),
            TENANT.tenant(),
            more);
  }
}

package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Upstream.EntraOidc;
import org.guestbridge.realm.entra.EntraClaims;

/**
 * The claims of a token whose signature is good. What passes is the configured tenant's, this
 * client's, this login's and current, and names one person.
 */
public final class ClaimsFuzz implements FuzzTarget {

  private static final EntraOidc UPSTREAM =
      TestUpstream.at(URI.create("https://login.microsoftonline.com"));
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String NONCE = "n-1";

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
    rules.check(claims, NONCE, NOW);
    rules.requireSubject(claims);
    EntraClaims read = EntraClaims.read(claims, UPSTREAM);
    Instant issued = rules.issuedAt(claims);
    Require.that(claims.get("nonce").equals(NONCE), "the nonce is this login's");
    Require.that(claims.get("iss").equals(UPSTREAM.issuer().toString()), "the issuer's");
    Require.that(!issued.isAfter(NOW.plus(IdTokenRules.SKEW)), "not issued in the future");
    Require.that(read.subject().tenantId().equals(UPSTREAM.tenant()), "the tenant is configured");
    Require.that(
        read.subject().objectId().toString().equalsIgnoreCase(claims.get("oid").toString()),
        "the person is the token's");
    VerifiedIdentity identity =
        VerifiedIdentity.attested(
            new Evidence.IdToken("entra", read.account(), issued), read.subject(), read.profile());
    Require.that(identity.profile().toString().equals("[profile]"), "nothing of it is shown");
    rules.requireFresh(claims, NOW.minusSeconds(30), NOW);
  }

  private static String claims(String more) {
    return """
        {"iss":"%s","aud":"%s","exp":%d,"nbf":%d,"iat":%d,"nonce":"n-1","sub":"s-1",\
        "tid":"%s","oid":"00000000-0000-4000-8000-000000000001","ver":"2.0",%s}"""
        .formatted(
            UPSTREAM.issuer(),
            UPSTREAM.clientId(),
            NOW.getEpochSecond() + 3600,
            NOW.getEpochSecond(),
            NOW.getEpochSecond(),
            UPSTREAM.tenant(),
            more);
  }
}

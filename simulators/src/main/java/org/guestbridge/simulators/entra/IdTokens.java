package org.guestbridge.simulators.entra;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.guestbridge.simulators.http.Response;

/** Builds the ID token of one login: v2.0 claims, signed with RS256, with the ordered faults. */
final class IdTokens {
  /** Entra dates a token back by this much, so that it lives 3900 s in all. */
  static final Duration BACK_DATED = Duration.ofMinutes(5);

  static final Duration LIFETIME = Duration.ofMinutes(65);

  private static final UUID ANOTHER_TENANT =
      UUID.fromString("77777777-7777-4777-8777-777777777777");
  private static final int MAXIMUM_GROUPS = 200;

  private final EntraSettings settings;
  private final Directory directory;
  private final URI authority;
  private final SigningKeys keys;
  private final Faults faults;
  private final SimulatedGraph graph;
  private final LogoutEndpoint logout;
  private final FlavouredClaims flavoured;
  private final SecureRandom random = new SecureRandom();

  IdTokens(
      EntraSettings settings,
      Directory directory,
      URI authority,
      SigningKeys keys,
      Faults faults,
      SimulatedGraph graph,
      LogoutEndpoint logout) {
    this.graph = graph;
    this.logout = logout;
    this.flavoured = new FlavouredClaims(settings, authority);
    this.settings = settings;
    this.directory = directory;
    this.authority = authority;
    this.keys = keys;
    this.faults = faults;
  }

  /** A compact ID token for the person of this grant; the directory remembers what it said. */
  String issue(AuthorizationCodes.Grant grant) {
    if (faults.take(Fault.MALFORMED_ID_TOKEN)) {
      return "not-a-token";
    }
    Map<String, Object> claims = claims(grant);
    flavoured.apply(claims, grant);
    if (claims.get("sid") instanceof String sid) {
      logout.began(sid, String.valueOf(claims.get("iss")), loginHint(grant.person()));
    }
    applyClaimFaults(claims);
    directory.issued(grant.person(), claims);
    String payload = Response.toJson(claims);
    if (faults.take(Fault.DUPLICATE_CLAIMS)) {
      payload = "{\"oid\":\"1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d\"," + payload.substring(1);
    }
    return sign(payload);
  }

  private Map<String, Object> claims(AuthorizationCodes.Grant grant) {
    Person person = grant.person();
    Instant issued = settings.clock().instant().plus(clockError()).minus(BACK_DATED);
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", settings.clientId());
    claims.put("iss", authority + "/" + settings.tenantId() + "/v2.0");
    claims.put("iat", issued.getEpochSecond());
    claims.put("nbf", issued.getEpochSecond());
    claims.put("exp", issued.plus(LIFETIME).getEpochSecond());
    optional(claims, OptionalClaim.ACCT, person.acct());
    claims.put("aio", opaque("A", 32));
    grant.authTime().ifPresent(time -> claims.put("auth_time", time.getEpochSecond()));
    optional(claims, OptionalClaim.EMAIL, person.email());
    optional(claims, OptionalClaim.FAMILY_NAME, person.familyName());
    optional(claims, OptionalClaim.GIVEN_NAME, person.givenName());
    groups(claims, person);
    optional(claims, OptionalClaim.IDP, person.idp());
    optional(claims, OptionalClaim.LOGIN_HINT, Optional.of(loginHint(person)));
    unlessBlank(claims, "name", person.displayName());
    grant.nonce().ifPresent(value -> claims.put("nonce", value));
    claims.put("oid", person.objectId().toString());
    unlessBlank(claims, "preferred_username", person.preferredUsername());
    claims.put("rh", opaque("1.", 30));
    optional(claims, OptionalClaim.ROLES, nonEmpty(roles(person)));
    optional(claims, OptionalClaim.SID, Optional.of(UUID.randomUUID().toString()));
    claims.put("sub", pairwiseSubject(person));
    claims.put("tid", settings.tenantId().toString());
    optional(claims, OptionalClaim.UPN, person.upn());
    claims.put("uti", opaque("", 16));
    claims.put("ver", "2.0");
    optional(claims, OptionalClaim.VERIFIED_PRIMARY_EMAIL, nonEmpty(person.verifiedPrimaryEmail()));
    if (person.email().isPresent()) {
      optional(claims, OptionalClaim.XMS_EDOV, person.emailDomainVerified());
    }
    claims.putAll(person.furtherClaims());
    return claims;
  }

  /** What the person is said to have, and what is assigned to them or to a group of theirs. */
  private List<String> roles(Person person) {
    Set<String> roles = new TreeSet<>(person.roles());
    roles.addAll(directory.assignments().values(person.objectId(), person.groups()));
    return List.copyOf(roles);
  }

  /** How far the clock that dates the token is ahead. */
  private Duration clockError() {
    if (faults.take(Fault.CLOCK_SLOW_4_MINUTES)) {
      return Duration.ofMinutes(-4);
    }
    if (faults.take(Fault.CLOCK_SLOW_10_MINUTES)) {
      return Duration.ofMinutes(-10);
    }
    return faults.take(Fault.CLOCK_FAST_10_MINUTES) ? Duration.ofMinutes(10) : Duration.ZERO;
  }

  private static void unlessBlank(Map<String, Object> claims, String claim, String value) {
    if (!value.isBlank()) {
      claims.put(claim, value);
    }
  }

  private void optional(Map<String, Object> claims, OptionalClaim claim, Optional<?> value) {
    if (settings.optionalClaims().contains(claim)) {
      value.ifPresent(present -> claims.put(claim.claim(), present));
    }
  }

  private static <T> Optional<List<T>> nonEmpty(List<T> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private void groups(Map<String, Object> claims, Person person) {
    if (person.groups().size() <= MAXIMUM_GROUPS) {
      optional(claims, OptionalClaim.GROUPS, nonEmpty(person.groups()));
    } else if (settings.optionalClaims().contains(OptionalClaim.GROUPS)) {
      claims.put("_claim_names", Map.of("groups", "src1"));
      String endpoint = graph.overageEndpointOf(person);
      claims.put("_claim_sources", Map.of("src1", Map.of("endpoint", endpoint)));
    }
  }

  private static String loginHint(Person person) {
    return "O." + Jws.base64Url(person.objectId().toString().getBytes(StandardCharsets.UTF_8));
  }

  private String pairwiseSubject(Person person) {
    String pair = settings.clientId() + "|" + settings.tenantId() + "|" + person.objectId();
    return Jws.base64Url(SigningKey.digest("SHA-256", pair.getBytes(StandardCharsets.UTF_8)));
  }

  private String opaque(String prefix, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return prefix + Jws.base64Url(value);
  }

  private void applyClaimFaults(Map<String, Object> claims) {
    long now = settings.clock().instant().getEpochSecond();
    if (faults.take(Fault.WRONG_ISSUER)) {
      claims.put("iss", "https://issuer.attacker.example/" + settings.tenantId() + "/v2.0");
    }
    if (faults.take(Fault.OTHER_TENANT)) {
      claims.put("iss", authority + "/" + ANOTHER_TENANT + "/v2.0");
      claims.put("tid", ANOTHER_TENANT.toString());
    }
    if (faults.take(Fault.WRONG_AUDIENCE)) {
      claims.put("aud", "00000000-aaaa-4bbb-8ccc-000000000000");
    }
    if (faults.take(Fault.WRONG_NONCE)) {
      claims.put("nonce", opaque("other-", 16));
    }
    if (faults.take(Fault.MISSING_NONCE)) {
      claims.remove("nonce");
    }
    if (faults.take(Fault.EXPIRED)) {
      claims.put("iat", now - 3600 - LIFETIME.toSeconds());
      claims.put("nbf", now - 3600 - LIFETIME.toSeconds());
      claims.put("exp", now - 3600);
    }
    if (faults.take(Fault.NOT_YET_VALID)) {
      claims.put("iat", now + 3600);
      claims.put("nbf", now + 3600);
      claims.put("exp", now + 3600 + LIFETIME.toSeconds());
    }
    if (faults.take(Fault.MISSING_SUB)) {
      claims.remove("sub");
    }
    if (faults.take(Fault.MISSING_OID)) {
      claims.remove("oid");
    }
    if (faults.take(Fault.MISSING_TID)) {
      claims.remove("tid");
    }
    if (claims.containsKey("auth_time")) {
      applyAuthTimeFaults(claims, now);
    }
  }

  private void applyAuthTimeFaults(Map<String, Object> claims, long now) {
    if (faults.take(Fault.STALE_AUTH_TIME)) {
      claims.put("auth_time", now - 3600);
    }
    if (faults.take(Fault.MISSING_AUTH_TIME)) {
      claims.remove("auth_time");
    }
  }

  private String sign(String payload) {
    SigningKey key = keys.current();
    Map<String, String> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", "RS256");
    header.put("kid", key.kid());
    if (faults.take(Fault.ALG_NONE)) {
      header.put("alg", "none");
      return Jws.signingInput(header, payload) + ".";
    }
    if (faults.take(Fault.HS256_WITH_CLIENT_SECRET)) {
      String secret = settings.clientSecret().orElse(settings.clientId());
      return hs256(header, payload, secret.getBytes(StandardCharsets.UTF_8));
    }
    if (faults.take(Fault.HS256_WITH_PUBLIC_KEY)) {
      return hs256(header, payload, Base64.getDecoder().decode(key.x5c()));
    }
    if (faults.take(Fault.UNKNOWN_KID)) {
      header.put("kid", opaque("", 20));
    }
    if (faults.take(Fault.MISSING_KID)) {
      header.remove("kid");
    }
    SigningKey signer = key;
    if (faults.take(Fault.OTHER_KEY_UNDER_KNOWN_KID)) {
      signer = SigningKey.generate(settings.clock().instant());
    }
    String input = Jws.signingInput(header, payload);
    byte[] signature = Jws.signRs256(signer.privateKey(), input);
    if (faults.take(Fault.TAMPERED_SIGNATURE)) {
      signature[signature.length / 2] ^= 1;
    }
    return input + "." + Jws.base64Url(signature);
  }

  private static String hs256(Map<String, String> header, String payload, byte[] secret) {
    header.put("alg", "HS256");
    String input = Jws.signingInput(header, payload);
    return input + "." + Jws.base64Url(Jws.hs256(secret, input));
  }
}

package org.guestbridge.simulators.entra;

/** Something that goes wrong at Entra, or that an attacker makes look like it, on order. */
public enum Fault {
  // The ID token's claims
  WRONG_ISSUER("iss is another server's"),
  OTHER_TENANT("iss and tid are those of another tenant of the same server"),
  WRONG_AUDIENCE("aud is another client"),
  WRONG_NONCE("nonce is another login's"),
  MISSING_NONCE("there is no nonce"),
  EXPIRED("exp passed an hour ago"),
  NOT_YET_VALID("nbf and iat lie an hour ahead"),
  CLOCK_SLOW_4_MINUTES("the clock that dates the token is four minutes behind"),
  CLOCK_SLOW_10_MINUTES("the clock that dates the token is ten minutes behind"),
  CLOCK_FAST_10_MINUTES("the clock that dates the token is ten minutes ahead"),
  MISSING_SUB("there is no sub"),
  MISSING_OID("there is no oid"),
  MISSING_TID("there is no tid"),
  STALE_AUTH_TIME("auth_time, which max_age asked for, is an hour old"),
  MISSING_AUTH_TIME("there is no auth_time although max_age asked for it"),
  DUPLICATE_CLAIMS("the payload names oid twice, an employee's first"),

  // The ID token's signature
  ALG_NONE("alg is none and the signature is empty"),
  HS256_WITH_CLIENT_SECRET("alg is HS256, keyed with the client secret"),
  HS256_WITH_PUBLIC_KEY("alg is HS256, keyed with the published RSA key"),
  UNKNOWN_KID("kid names no published key"),
  MISSING_KID("the header has no kid"),
  TAMPERED_SIGNATURE("one bit of the signature is flipped"),
  OTHER_KEY_UNDER_KNOWN_KID("another RSA key signs under a published kid"),
  MALFORMED_ID_TOKEN("the ID token is not a JWT"),

  // The token endpoint
  NO_ID_TOKEN("the answer has no id_token"),
  MALFORMED_JSON("the answer breaks off in the middle"),
  DUPLICATE_JSON_KEYS("the answer has two members id_token"),
  HTML_ANSWER("the answer is a page, with status 200"),
  TOKEN_ENDPOINT_500("the token endpoint answers 500"),
  TOKEN_ENDPOINT_429("the token endpoint answers 429 with Retry-After"),
  INVALID_CLIENT("the token endpoint answers invalid_client"),
  SLOW("the token endpoint answers after the delay set in Faults"),
  DROPPED_CONNECTION("the token endpoint closes the connection without an answer"),
  HUGE_ANSWER("the answer is 16 MiB long"),

  // Discovery and keys
  DISCOVERY_DOWN("the discovery document answers 503"),
  DISCOVERY_ISSUER_MISMATCH("the discovery document names another issuer"),
  KEYS_DOWN("the keys answer 503"),
  KEYS_MALFORMED("the keys are not JSON"),

  // The answer to the redirect URI
  WRONG_STATE("state is another login's"),
  MISSING_STATE("there is no state"),
  CALLBACK_ERROR("the callback carries error=server_error"),
  UNKNOWN_CODE("the callback carries a code that was never issued");

  private final String meaning;

  Fault(String meaning) {
    this.meaning = meaning;
  }

  /** What happens, as half a sentence. */
  public String meaning() {
    return meaning;
  }
}

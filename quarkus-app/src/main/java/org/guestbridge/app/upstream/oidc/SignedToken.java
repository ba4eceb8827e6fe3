package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.app.upstream.VisibleText;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider.Algorithm;

/**
 * An ID token in compact serialization (RFC 7515 section 3.1) whose header was accepted and whose
 * payload stays closed until {@link #verifiedPayload}. The bytes that are verified are the bytes
 * that are read.
 */
final class SignedToken {

  static final int MAX_LENGTH = 32 * 1024;

  private static final int MAX_KID_LENGTH = 256;

  /**
   * Header members that bring or name a key, or change how the token is read (RFC 7515 section 4.1,
   * RFC 7797, RFC 7516). Keys come from the key set alone (RFC 8725 section 3.10).
   */
  private static final Set<String> REFUSED_MEMBERS =
      Set.of("crit", "b64", "jwk", "jku", "x5u", "x5c", "enc", "zip", "epk", "cty");

  /** RFC 7518 section 3.5. */
  private static final PSSParameterSpec PS256 =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final String signingInput;
  private final byte[] payload;
  private final String signature;
  private final Algorithm algorithm;
  private final Optional<String> kid;

  private SignedToken(
      String signingInput,
      byte[] payload,
      String signature,
      Algorithm algorithm,
      Optional<String> kid) {
    this.signingInput = signingInput;
    this.payload = payload;
    this.signature = signature;
    this.algorithm = algorithm;
    this.kid = kid;
  }

  /**
   * Reads the form and the header.
   *
   * @param allowed the only algorithms that are accepted
   * @throws RefusalException {@code token_malformed} or {@code token_algorithm}
   */
  static SignedToken read(String compact, Set<Algorithm> allowed) throws RefusalException {
    if (compact.length() > MAX_LENGTH || !isBase64UrlAndDots(compact)) {
      throw malformed("the ID token is too long or not base64url");
    }
    List<String> parts = List.of(compact.split("\\.", -1));
    if (parts.size() != 3 || parts.get(0).isEmpty() || parts.get(1).isEmpty()) {
      throw malformed("the ID token does not have three parts");
    }
    Map<String, Object> header = StrictJson.object(decode(parts.get(0)), Code.TOKEN_MALFORMED);
    Algorithm algorithm = algorithm(header, allowed);
    requireType(header);
    return new SignedToken(
        parts.get(0) + "." + parts.get(1),
        decode(parts.get(1)),
        parts.get(2),
        algorithm,
        kid(header));
  }

  /** One of the algorithms that were allowed. */
  Algorithm algorithm() {
    return algorithm;
  }

  /** Which key the token says signed it. */
  Optional<String> kid() {
    return kid;
  }

  /**
   * The payload, once the signature holds under {@code key}.
   *
   * @throws RefusalException {@code token_signature}
   */
  byte[] verifiedPayload(JWK key) throws RefusalException {
    try {
      if (isSignedBy(key)) {
        return payload.clone();
      }
    } catch (JOSEException | GeneralSecurityException | IllegalArgumentException failure) {
      throw new RefusalException(Code.TOKEN_SIGNATURE, "the signature cannot be checked", failure);
    }
    throw new RefusalException(Code.TOKEN_SIGNATURE, "the signature does not verify");
  }

  /**
   * RSA by the JDK alone, which spares a decoder in constant time for what is no secret. ECDSA by
   * Nimbus, which also knows the numbers that must not stand in a signature.
   */
  private boolean isSignedBy(JWK key) throws JOSEException, GeneralSecurityException {
    return switch (algorithm) {
      case RS256 -> isSignedBy(key.toRSAKey(), Signature.getInstance("SHA256withRSA"));
      case PS256 -> {
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(PS256);
        yield isSignedBy(key.toRSAKey(), verifier);
      }
      case ES256 ->
          // The header is made here, so nothing in the token's own steers the verifier.
          new ECDSAVerifier(key.toECKey())
              .verify(new JWSHeader(JWSAlgorithm.ES256), signedBytes(), new Base64URL(signature));
    };
  }

  private boolean isSignedBy(RSAKey key, Signature verifier)
      throws JOSEException, GeneralSecurityException {
    verifier.initVerify(key.toRSAPublicKey());
    verifier.update(signedBytes());
    return verifier.verify(Base64.getUrlDecoder().decode(signature));
  }

  private byte[] signedBytes() {
    return signingInput.getBytes(StandardCharsets.US_ASCII);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[token]";
  }

  /** An allowed name exactly, in this case (RFC 7515 section 4.1.1, RFC 8725 section 3.1). */
  private static Algorithm algorithm(Map<String, Object> header, Set<Algorithm> allowed)
      throws RefusalException {
    Optional<Algorithm> named =
        allowed.stream().filter(each -> each.name().equals(header.get("alg"))).findFirst();
    for (String member : REFUSED_MEMBERS) {
      if (header.containsKey(member)) {
        throw new RefusalException(
            Code.TOKEN_ALGORITHM, "the header has the member " + member + ", which is not allowed");
      }
    }
    return named.orElseThrow(
        () -> new RefusalException(Code.TOKEN_ALGORITHM, "the algorithm is not an allowed one"));
  }

  /** A token of another explicit type is not an ID token (RFC 8725 section 3.11). */
  private static void requireType(Map<String, Object> header) throws RefusalException {
    if (header.containsKey("typ") && !"JWT".equals(header.get("typ"))) {
      throw malformed("the token's type is not JWT");
    }
  }

  private static Optional<String> kid(Map<String, Object> header) throws RefusalException {
    if (!header.containsKey("kid")) {
      return Optional.empty();
    }
    if (header.get("kid") instanceof String kid && VisibleText.is(kid, MAX_KID_LENGTH)) {
      return Optional.of(kid);
    }
    throw malformed("kid is not a short text");
  }

  private static boolean isBase64UrlAndDots(String text) {
    return text.chars()
        .allMatch(
            c ->
                (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.');
  }

  private static byte[] decode(String part) throws RefusalException {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException illegal) {
      throw malformed("a part is not base64url");
    }
  }

  private static RefusalException malformed(String what) {
    return new RefusalException(Code.TOKEN_MALFORMED, what);
  }
}

package org.guestbridge.app.samlxml;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/** The signature algorithms accepted (RFC 9231 section 2.3); everything else is refused. */
public enum SignatureAlgorithm {
  RSA_SHA256("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "SHA256withRSA"),
  RSA_SHA384("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "SHA384withRSA"),
  RSA_SHA512("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "SHA512withRSA"),
  RSA_PSS_SHA256("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", "SHA-256", 32),
  RSA_PSS_SHA384("http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", "SHA-384", 48),
  RSA_PSS_SHA512("http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", "SHA-512", 64),
  ECDSA_SHA256(
      "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "SHA256withECDSAinP1363Format"),
  ECDSA_SHA384(
      "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "SHA384withECDSAinP1363Format");

  private final String uri;
  private final String jcaName;
  private final String maskDigest;
  private final int saltLength;

  SignatureAlgorithm(String uri, String jcaName) {
    this.uri = uri;
    this.jcaName = jcaName;
    this.maskDigest = "";
    this.saltLength = 0;
  }

  /** RFC 9231 section 2.3.10: the salt is as long as the digest. */
  SignatureAlgorithm(String uri, String maskDigest, int saltLength) {
    this.uri = uri;
    this.jcaName = "RSASSA-PSS";
    this.maskDigest = maskDigest;
    this.saltLength = saltLength;
  }

  /** The identifier in XML and in SigAlg. */
  public String uri() {
    return uri;
  }

  String jcaName() {
    return jcaName;
  }

  /** Whether {@code key} made {@code signature} over {@code signed} by this algorithm. */
  boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    boolean fits = jcaName.contains("ECDSA") ? key instanceof ECPublicKey : isRsa(key);
    if (!fits) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(jcaName);
      if (saltLength > 0) {
        verifier.setParameter(
            new PSSParameterSpec(
                maskDigest,
                "MGF1",
                new MGF1ParameterSpec(maskDigest),
                saltLength,
                PSSParameterSpec.TRAILER_FIELD_BC));
      }
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The algorithm of exactly that identifier. */
  public static Optional<SignatureAlgorithm> of(String uri) {
    for (SignatureAlgorithm algorithm : values()) {
      if (algorithm.uri.equals(uri)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  private static boolean isRsa(PublicKey key) {
    return key instanceof RSAPublicKey;
  }
}

package org.guestbridge.app.samlxml;

import java.util.Optional;

/** The signature algorithms accepted (RFC 9231 section 2.3); everything else is refused. */
public enum SignatureAlgorithm {
  RSA_SHA256("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "SHA256withRSA"),
  RSA_SHA384("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "SHA384withRSA"),
  RSA_SHA512("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "SHA512withRSA");

  private final String uri;
  private final String jcaName;

  SignatureAlgorithm(String uri, String jcaName) {
    this.uri = uri;
    this.jcaName = jcaName;
  }

  /** The identifier in XML and in SigAlg. */
  public String uri() {
    return uri;
  }

  String jcaName() {
    return jcaName;
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
}

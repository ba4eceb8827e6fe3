package org.guestbridge.simulators.saml;

import java.security.cert.X509Certificate;

/** For whom an assertion is encrypted, and how its content key is wrapped. */
public record EncryptionTarget(X509Certificate certificate, KeyTransport transport) {

  /** RSA-OAEP in the forms that XML Encryption names. */
  public enum KeyTransport {
    /** {@code rsa-oaep-mgf1p} with its default digest: SHA-1 in both places. */
    OAEP_SHA1("SHA-1", "SHA-1"),
    /** {@code rsa-oaep-mgf1p} with DigestMethod SHA-256; the mask stays SHA-1. */
    OAEP_SHA256_MGF1_SHA1("SHA-256", "SHA-1"),
    /** XML Encryption 1.1 {@code rsa-oaep} with SHA-256 in both places. */
    OAEP_SHA256_MGF1_SHA256("SHA-256", "SHA-256");

    private final String digest;
    private final String mask;

    KeyTransport(String digest, String mask) {
      this.digest = digest;
      this.mask = mask;
    }

    String digest() {
      return digest;
    }

    String mask() {
      return mask;
    }
  }

  /** SHA-256 as digest, SHA-1 as mask: what most service providers read. */
  public static EncryptionTarget of(X509Certificate certificate) {
    return new EncryptionTarget(certificate, KeyTransport.OAEP_SHA256_MGF1_SHA1);
  }
}

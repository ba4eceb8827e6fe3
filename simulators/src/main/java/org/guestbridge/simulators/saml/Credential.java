package org.guestbridge.simulators.saml;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A private RSA key with its certificate. */
public record Credential(PrivateKey privateKey, X509Certificate certificate) {

  /** The certificate as KeyInfo and metadata carry it: base64 of DER, without line breaks. */
  public static String text(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public String toString() {
    return "Credential[" + certificate.getSubjectX500Principal() + "]";
  }
}

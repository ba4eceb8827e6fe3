package org.guestbridge.app.samlxml;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;

/**
 * The key that assertions are signed with, and the certificate that the downstream has registered.
 *
 * @param privateKey an RSA key, of whichever provider signs with it
 * @param certificate of the same key, RSA of 2048 bits or more
 */
public record SigningKey(PrivateKey privateKey, X509Certificate certificate) {

  public SigningKey {
    if (!privateKey.getAlgorithm().equals("RSA")
        || !(certificate.getPublicKey() instanceof RSAPublicKey key)
        || key.getModulus().bitLength() < TrustedKeys.MIN_RSA_BITS) {
      throw new IllegalArgumentException("not an RSA key of 2048 bits or more");
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[signing key]";
  }
}

package org.guestbridge.simulators.entra;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

/**
 * One RSA key that signs ID tokens.
 *
 * @param kid SHA-1 thumbprint of the certificate, as Entra names its keys
 */
record SigningKey(String kid, PrivateKey privateKey, X509Certificate certificate) {

  static SigningKey generate(Instant now) {
    SelfSignedCertificate made =
        SelfSignedCertificate.generate("accounts.accesscontrol.windows.net", now);
    return new SigningKey(
        Jws.base64Url(digest("SHA-1", encoded(made.certificate()))),
        made.privateKey(),
        made.certificate());
  }

  RSAPublicKey publicKey() {
    return (RSAPublicKey) certificate.getPublicKey();
  }

  /** The certificate as {@code x5c} carries it. */
  String x5c() {
    return Base64.getEncoder().encodeToString(encoded(certificate));
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package org.guestbridge.app.samlxml;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * The keys that one peer's signatures may be made with. They come from configuration only; a key
 * inside a message is never looked at. A certificate's dates are not checked: the key was pinned by
 * an administrator.
 */
public final class TrustedKeys {

  /** Smallest RSA modulus accepted, in bits. */
  public static final int MIN_RSA_BITS = 2048;

  private final List<RSAPublicKey> keys;

  private TrustedKeys(List<RSAPublicKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * The keys of configured certificates.
   *
   * @throws IllegalArgumentException when one is not RSA of at least 2048 bits with an exponent of
   *     at least 65537
   */
  public static TrustedKeys of(List<X509Certificate> certificates) {
    return new TrustedKeys(certificates.stream().map(TrustedKeys::strongKey).toList());
  }

  /** Whether no key is configured, in which case nothing verifies. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  boolean anyVerifies(SignatureAlgorithm algorithm, byte[] signed, byte[] signature) {
    for (RSAPublicKey key : keys) {
      if (verifies(key, algorithm, signed, signature)) {
        return true;
      }
    }
    return false;
  }

  List<RSAPublicKey> keys() {
    return keys;
  }

  private static boolean verifies(
      RSAPublicKey key, SignatureAlgorithm algorithm, byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm.jcaName());
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static RSAPublicKey strongKey(X509Certificate certificate) {
    if (certificate.getPublicKey() instanceof RSAPublicKey key
        && key.getModulus().bitLength() >= MIN_RSA_BITS
        && key.getPublicExponent().bitLength() >= 17) {
      return key;
    }
    throw new IllegalArgumentException("a certificate's key is not RSA of 2048 bits or more");
  }
}

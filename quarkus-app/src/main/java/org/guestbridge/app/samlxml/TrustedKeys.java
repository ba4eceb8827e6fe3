package org.guestbridge.app.samlxml;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * The keys that one peer's signatures may be made with. They come from configuration or from
 * metadata that configuration trusts; a key inside a message is never looked at. A certificate's
 * dates are not checked: the key was pinned by an administrator.
 */
public final class TrustedKeys {

  /** Smallest RSA modulus accepted, in bits. */
  public static final int MIN_RSA_BITS = 2048;

  /** Smallest curve accepted, in bits. */
  public static final int MIN_EC_BITS = 256;

  private final List<PublicKey> keys;

  private TrustedKeys(List<PublicKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * The keys of configured certificates.
   *
   * @throws IllegalArgumentException when one is neither RSA of at least 2048 bits with an exponent
   *     of at least 65537, nor EC of at least 256 bits
   */
  public static TrustedKeys of(List<X509Certificate> certificates) {
    return new TrustedKeys(
        certificates.stream()
            .map(
                certificate ->
                    strongKey(certificate)
                        .orElseThrow(
                            () -> new IllegalArgumentException("a certificate's key is too weak")))
            .toList());
  }

  /** The keys of those certificates whose key is strong enough; the others are read over. */
  public static TrustedKeys strongOf(List<X509Certificate> certificates) {
    return new TrustedKeys(
        certificates.stream().flatMap(certificate -> strongKey(certificate).stream()).toList());
  }

  /** Whether no key is configured, in which case nothing verifies. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** How many there are. */
  public int count() {
    return keys.size();
  }

  /** Whether the key of {@code certificate} is one of them. */
  public boolean contain(X509Certificate certificate) {
    return keys.contains(certificate.getPublicKey());
  }

  boolean anyVerifies(SignatureAlgorithm algorithm, byte[] signed, byte[] signature) {
    return keys.stream().anyMatch(key -> algorithm.verifies(key, signed, signature));
  }

  private static Optional<PublicKey> strongKey(X509Certificate certificate) {
    PublicKey key = certificate.getPublicKey();
    boolean strong =
        key instanceof RSAPublicKey rsa
            ? rsa.getModulus().bitLength() >= MIN_RSA_BITS
                && rsa.getPublicExponent().bitLength() >= 17
            : key instanceof ECPublicKey ec
                && ec.getParams().getCurve().getField().getFieldSize() >= MIN_EC_BITS;
    return strong ? Optional.of(key) : Optional.empty();
  }
}

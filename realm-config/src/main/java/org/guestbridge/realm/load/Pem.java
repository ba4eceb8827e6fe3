package org.guestbridge.realm.load;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.guestbridge.realm.Credential.ClientCertificate;

/** Keys and certificates in PEM (RFC 7468): RSA of 2048 bits or more, or EC where it is said. */
final class Pem {

  private static final int MIN_BITS = 2_048;
  private static final int MIN_EC_BITS = 256;

  private static final Pattern CERTIFICATE = block("CERTIFICATE");
  private static final Pattern PRIVATE_KEY = block("PRIVATE KEY");

  private Pem() {}

  /** The one certificate in {@code text}. */
  static Optional<X509Certificate> certificate(String text) {
    List<byte[]> blocks = blocks(CERTIFICATE, text);
    return blocks.size() == 1
        ? certificate(blocks.get(0)).filter(Pem::isStrongRsa)
        : Optional.empty();
  }

  /** The one certificate in {@code text}, which may also be of an EC key of 256 bits or more. */
  static Optional<X509Certificate> signer(String text) {
    List<byte[]> blocks = blocks(CERTIFICATE, text);
    return blocks.size() == 1
        ? certificate(blocks.get(0)).filter(read -> isStrongRsa(read) || isStrongEc(read))
        : Optional.empty();
  }

  /** The one unencrypted PKCS#8 key in {@code text} and the one certificate, which is the key's. */
  static Optional<ClientCertificate> keyAndCertificate(String text) {
    List<byte[]> keys = blocks(PRIVATE_KEY, text);
    if (keys.size() != 1) {
      return Optional.empty();
    }
    return certificate(text)
        .flatMap(
            certificate ->
                key(keys.get(0))
                    .filter(key -> belongTogether(certificate, key))
                    .map(key -> new ClientCertificate(certificate, key)));
  }

  private static Optional<X509Certificate> certificate(byte[] der) {
    InputStream in = new ByteArrayInputStream(der);
    try {
      return CertificateFactory.getInstance("X.509").generateCertificate(in)
              instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (GeneralSecurityException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isStrongRsa(X509Certificate certificate) {
    return certificate.getPublicKey() instanceof RSAPublicKey key
        && key.getModulus().bitLength() >= MIN_BITS;
  }

  private static boolean isStrongEc(X509Certificate certificate) {
    return certificate.getPublicKey() instanceof ECPublicKey key
        && key.getParams().getCurve().getField().getFieldSize() >= MIN_EC_BITS;
  }

  private static Optional<RSAPrivateKey> key(byte[] der) {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der))
              instanceof RSAPrivateKey key
          ? Optional.of(key)
          : Optional.empty();
    } catch (GeneralSecurityException malformed) {
      return Optional.empty();
    }
  }

  private static boolean belongTogether(X509Certificate certificate, RSAPrivateKey key) {
    return certificate.getPublicKey() instanceof RSAPublicKey other
        && other.getModulus().equals(key.getModulus());
  }

  private static List<byte[]> blocks(Pattern block, String text) {
    try {
      return block.matcher(text).results().map(Pem::decode).toList();
    } catch (IllegalArgumentException notBase64) {
      return List.of();
    }
  }

  private static byte[] decode(MatchResult block) {
    return Base64.getMimeDecoder().decode(block.group(1));
  }

  private static Pattern block(String label) {
    return Pattern.compile(
        "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----");
  }
}

package org.guestbridge.app.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveSpec;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The key pair by which the nodes of one ring know one another: P-256, derived from the registry
 * key with HMAC-SHA-512 as its one-way step and reduced as FIPS 186-5, A.2.1 does ("extra random
 * bits"). Nothing has to be stored or handed out: whoever holds the ring has it, and nobody else
 * can. It lasts as long as the registry key, which is never rotated.
 */
public final class NodeIdentity {

  private static final String CURVE = "secp256r1";
  private static final byte[] PURPOSE =
      "guestbridge node identity, P-256, 1".getBytes(StandardCharsets.US_ASCII);
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final int SERIAL_BITS = 127;
  private static final int NAME_BYTES = 16;

  private final PrivateKey key;
  private final X509Certificate certificate;

  private NodeIdentity(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  static NodeIdentity derive(SecretKey registryKey, Instant now) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(registryKey);
      return of(new BigInteger(1, mac.doFinal(PURPOSE)), now);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("the platform lacks P-256 or HMAC-SHA-512", e);
    }
  }

  private static NodeIdentity of(BigInteger derived, Instant now)
      throws GeneralSecurityException, OperatorCreationException {
    var curve = ECNamedCurveTable.getParameterSpec(CURVE);
    var parameters =
        new ECNamedCurveSpec(CURVE, curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    BigInteger secret = derived.mod(curve.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
    var point = curve.getG().multiply(secret).normalize();
    ECPoint affine =
        new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    KeyFactory factory = KeyFactory.getInstance("EC");
    PrivateKey key = factory.generatePrivate(new ECPrivateKeySpec(secret, parameters));
    PublicKey known = factory.generatePublic(new ECPublicKeySpec(affine, parameters));
    return new NodeIdentity(key, certify(key, known, now));
  }

  private static X509Certificate certify(PrivateKey key, PublicKey known, Instant now)
      throws GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500Name("CN=guestbridge node");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
            Date.from(now.minus(CLOCK_SKEW)),
            Date.from(now.plus(LIFETIME)),
            name,
            known);
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  /**
   * What tells the nodes of this ring from those of another, 32 hexadecimal characters: the
   * beginning of the SHA-256 of the public key. It is no secret, and as lasting as the key.
   */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] whole = digest.digest(certificate.getPublicKey().getEncoded());
      return HexFormat.of().formatHex(whole, 0, NAME_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform lacks SHA-256", e);
    }
  }

  /**
   * TLS 1.3 that shows this identity and accepts the same one from the other side, as client and as
   * server. A server still has to ask for the client's certificate.
   */
  public SSLContext tls() {
    try {
      char[] none = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("node", key, none, new Certificate[] {certificate});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, none);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      TrustManager sameKey = new PinnedKeyTrust(certificate.getPublicKey());
      context.init(keys.getKeyManagers(), new TrustManager[] {sameKey}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the platform lacks TLS 1.3", e);
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[node identity]";
  }
}

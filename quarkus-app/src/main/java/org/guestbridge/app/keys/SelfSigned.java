package org.guestbridge.app.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An RSA key with a certificate that it signed itself. Whoever trusts it pins the certificate, so
 * nobody looks at its issuer.
 *
 * @param keys the pair
 * @param certificate over the public half
 */
record SelfSigned(KeyPair keys, X509Certificate certificate) {

  private static final int SERIAL_BITS = 127;

  /**
   * A new key.
   *
   * @param commonName whom the certificate names
   * @param validity from now on, in the calendar of UTC
   */
  static SelfSigned generate(String commonName, KeySize size, Instant now, Period validity)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(size.bits());
    KeyPair keys = generator.generateKeyPair();
    try {
      return new SelfSigned(
          keys, certify(keys, commonName, now.truncatedTo(ChronoUnit.SECONDS), validity));
    } catch (OperatorCreationException | CertIOException e) {
      throw new GeneralSecurityException("the certificate could not be made", e);
    }
  }

  private static X509Certificate certify(
      KeyPair keys, String commonName, Instant now, Period validity)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    var name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
            Date.from(now),
            Date.from(now.atOffset(ZoneOffset.UTC).plus(validity).toInstant()),
            name,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    var signer = new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[key of " + certificate.getSubjectX500Principal().getName() + "]";
  }
}

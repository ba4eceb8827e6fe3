package org.guestbridge.app.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
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
import org.guestbridge.core.text.RealmId;

/**
 * An RSA key with a certificate that it signed itself. A service provider pins the certificate, so
 * nobody looks at its issuer, and ten years keep the pin from expiring by surprise.
 *
 * @param keys the pair
 * @param certificate over the public half
 */
record SelfSigned(KeyPair keys, X509Certificate certificate) {

  static final String NAME_SUFFIX = " SSO";

  private static final int YEARS = 10;
  private static final int SERIAL_BITS = 127;

  static SelfSigned generate(RealmId realm, KeySize size, Instant now)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(size.bits());
    KeyPair keys = generator.generateKeyPair();
    try {
      return new SelfSigned(keys, certify(keys, realm, now.truncatedTo(ChronoUnit.SECONDS)));
    } catch (OperatorCreationException | CertIOException e) {
      throw new GeneralSecurityException("the certificate could not be made", e);
    }
  }

  private static X509Certificate certify(KeyPair keys, RealmId realm, Instant now)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    var name = new X500NameBuilder().addRDN(BCStyle.CN, realm.value() + NAME_SUFFIX).build();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
            Date.from(now),
            Date.from(now.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant()),
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

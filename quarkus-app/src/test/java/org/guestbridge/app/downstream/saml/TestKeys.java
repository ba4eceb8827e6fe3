package org.guestbridge.app.downstream.saml;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.guestbridge.app.samlxml.SigningKey;

/** Throw-away keys; all certificates share subject, issuer and serial. */
public final class TestKeys {

  public static final SigningKey BROKER = rsa(2048);
  public static final SigningKey SP = rsa(2048);
  public static final SigningKey STRANGER = rsa(2048);

  private TestKeys() {}

  public static SigningKey rsa(int bits) {
    return of(pair(bits));
  }

  public static SigningKey of(KeyPair pair) {
    return new SigningKey(pair.getPrivate(), certificate(pair));
  }

  public static X509Certificate certificateOf(int bits) {
    return certificate(pair(bits));
  }

  private static KeyPair pair(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static X509Certificate certificate(KeyPair pair) {
    try {
      PrivateKey key = pair.getPrivate();
      X500Principal name = new X500Principal("CN=test");
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      name,
                      BigInteger.ONE,
                      Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                      Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                      name,
                      pair.getPublic())
                  .build(new JcaContentSignerBuilder(algorithm(key)).build(key)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String algorithm(PrivateKey key) {
    return key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
  }
}

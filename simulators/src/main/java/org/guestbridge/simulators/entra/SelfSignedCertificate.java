package org.guestbridge.simulators.entra;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An RSA-2048 key with a self-signed certificate, made with nothing but the JDK.
 *
 * @param certificate X.509 version 1, signed with SHA-256, valid for a year
 */
public record SelfSignedCertificate(PrivateKey privateKey, X509Certificate certificate) {
  private static final byte[] SHA256_WITH_RSA = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x0b,
    0x05,
    0x00
  };
  private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Generates a key and a certificate whose subject has this common name. */
  public static SelfSignedCertificate generate(String commonName, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      byte[] name =
          der(
              SEQUENCE,
              der(
                  SET,
                  der(
                      SEQUENCE,
                      COMMON_NAME,
                      der(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8)))));
      byte[] validity =
          der(SEQUENCE, time(now.minus(Duration.ofDays(1))), time(now.plus(Duration.ofDays(365))));
      byte[] serial = der(INTEGER, new BigInteger(120, new SecureRandom()).toByteArray());
      byte[] content =
          der(
              SEQUENCE,
              serial,
              SHA256_WITH_RSA,
              name,
              validity,
              name,
              pair.getPublic().getEncoded());
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(pair.getPrivate());
      signer.update(content);
      byte[] signature = der(BIT_STRING, new byte[] {0}, signer.sign());
      byte[] encoded = der(SEQUENCE, content, SHA256_WITH_RSA, signature);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded));
      return new SelfSignedCertificate(pair.getPrivate(), certificate);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("this JDK cannot make an RSA certificate", failure);
    }
  }

  private static byte[] time(Instant instant) {
    return der(UTC_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length & 0xff);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}

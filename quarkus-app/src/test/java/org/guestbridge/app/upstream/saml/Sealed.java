package org.guestbridge.app.upstream.saml;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** An assertion encrypted with the JDK alone, by any algorithm, allowed or not. */
final class Sealed {

  static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
  static final String AES128_GCM = XENC11 + "aes128-gcm";
  static final String AES256_GCM = XENC11 + "aes256-gcm";
  static final String OAEP = XENC + "rsa-oaep-mgf1p";
  static final String OAEP_11 = XENC11 + "rsa-oaep";
  static final String SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1";
  static final String SHA256 = XENC + "sha256";
  static final String MASK_SHA1 = XENC11 + "mgf1sha1";
  static final String MASK_SHA256 = XENC11 + "mgf1sha256";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String content;
  private final String transport;
  private final Optional<String> digest;
  private final Optional<String> mask;
  private final byte[] wrapped;
  private final byte[] data;

  /**
   * As it stands in the message.
   *
   * @param content names the algorithm of the content
   * @param transport names the algorithm of the key
   * @param digest named in the message
   * @param mask named in the message
   * @param wrapped the content key as the recipient gets it
   * @param data nonce, ciphertext and tag
   */
  private Sealed(
      String content,
      String transport,
      Optional<String> digest,
      Optional<String> mask,
      byte[] wrapped,
      byte[] data) {
    this.content = content;
    this.transport = transport;
    this.digest = digest;
    this.mask = mask;
    this.wrapped = wrapped;
    this.data = data;
  }

  /** As most providers do it. */
  static Sealed usual(String assertion, PublicKey recipient) {
    return of(
        assertion, recipient, AES256_GCM, OAEP_11, Optional.of(SHA256), Optional.of(MASK_SHA256));
  }

  /** Encrypted as it is named. */
  static Sealed of(
      String assertion,
      PublicKey recipient,
      String content,
      String transport,
      Optional<String> digest,
      Optional<String> mask) {
    byte[] key = new byte[content.contains("128") ? 16 : content.contains("192") ? 24 : 32];
    RANDOM.nextBytes(key);
    return of(assertion, recipient, content, transport, digest, mask, key);
  }

  static Sealed of(
      String assertion,
      PublicKey recipient,
      String content,
      String transport,
      Optional<String> digest,
      Optional<String> mask,
      byte[] key) {
    byte[] plain = assertion.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] data = content.endsWith("cbc") ? cbc(plain, key) : gcm(plain, key);
      return new Sealed(
          content, transport, digest, mask, wrap(key, recipient, transport, digest, mask), data);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The same with the lowest bit of one byte of the data turned; counted from the end if below. */
  Sealed withDataTurned(int index) {
    return new Sealed(content, transport, digest, mask, wrapped, turned(data, index));
  }

  Sealed withKeyTurned(int index) {
    return new Sealed(content, transport, digest, mask, turned(wrapped, index), data);
  }

  Sealed withData(byte[] other) {
    return new Sealed(content, transport, digest, mask, wrapped, other);
  }

  Sealed withWrapped(byte[] other) {
    return new Sealed(content, transport, digest, mask, other, data);
  }

  Sealed named(String otherContent, String otherTransport) {
    return new Sealed(otherContent, otherTransport, digest, mask, wrapped, data);
  }

  String xml() {
    return "<EncryptedAssertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\""
        + " xmlns:xenc=\""
        + XENC
        + "\" xmlns:xenc11=\""
        + XENC11
        + "\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><xenc:EncryptedData Type=\""
        + XENC
        + "Element\"><xenc:EncryptionMethod Algorithm=\""
        + content
        + "\"/><ds:KeyInfo>"
        + key()
        + "</ds:KeyInfo>"
        + cipherData(data)
        + "</xenc:EncryptedData></EncryptedAssertion>";
  }

  String key() {
    return "<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm=\""
        + transport
        + "\">"
        + digest.map(uri -> "<ds:DigestMethod Algorithm=\"" + uri + "\"/>").orElse("")
        + mask.map(uri -> "<xenc11:MGF Algorithm=\"" + uri + "\"/>").orElse("")
        + "</xenc:EncryptionMethod>"
        + cipherData(wrapped)
        + "</xenc:EncryptedKey>";
  }

  private static String cipherData(byte[] bytes) {
    return "<xenc:CipherData><xenc:CipherValue>"
        + Base64.getEncoder().encodeToString(bytes)
        + "</xenc:CipherValue></xenc:CipherData>";
  }

  private static byte[] wrap(
      byte[] key,
      PublicKey recipient,
      String transport,
      Optional<String> digest,
      Optional<String> mask)
      throws GeneralSecurityException {
    if (transport.endsWith("rsa-1_5")) {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, recipient);
      return cipher.doFinal(key);
    }
    String hash = digest.orElse(SHA1).equals(SHA256) ? "SHA-256" : "SHA-1";
    MGF1ParameterSpec generation =
        mask.orElse(MASK_SHA1).equals(MASK_SHA256)
            ? MGF1ParameterSpec.SHA256
            : MGF1ParameterSpec.SHA1;
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        recipient,
        new OAEPParameterSpec(hash, "MGF1", generation, PSource.PSpecified.DEFAULT));
    return cipher.doFinal(key);
  }

  private static byte[] gcm(byte[] plain, byte[] key) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    RANDOM.nextBytes(nonce);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    return joined(nonce, cipher.doFinal(plain));
  }

  private static byte[] cbc(byte[] plain, byte[] key) throws GeneralSecurityException {
    byte[] start = new byte[16];
    RANDOM.nextBytes(start);
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
    return joined(start, cipher.doFinal(plain));
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] whole = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, whole, head.length, tail.length);
    return whole;
  }

  private static byte[] turned(byte[] bytes, int index) {
    byte[] copy = bytes.clone();
    int at = index < 0 ? copy.length + index : index;
    copy[at] ^= 1;
    return copy;
  }
}

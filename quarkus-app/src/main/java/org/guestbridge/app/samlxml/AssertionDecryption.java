package org.guestbridge.app.samlxml;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Opens encrypted assertions: the key by RSA-OAEP, the content by AES-GCM (XML Encryption 1.1
 * sections 5.2.4 and 5.5.2). Every failure is the same refusal, and a key that cannot be unwrapped
 * costs as much as one that can: the content is then opened with a random key, which fails.
 */
public final class AssertionDecryption {

  private static final String OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
  private static final String OAEP_11 = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
  private static final String SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1";
  private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
  private static final String MASK_SHA256 = "http://www.w3.org/2009/xmlenc11#mgf1sha256";

  /** Key lengths in bytes, by algorithm. */
  private static final Map<String, Integer> CONTENT =
      Map.of(
          "http://www.w3.org/2009/xmlenc11#aes128-gcm", 16,
          "http://www.w3.org/2009/xmlenc11#aes256-gcm", 32);

  /** What metadata offer. */
  static final List<String> ACCEPTED =
      List.of(
          "http://www.w3.org/2009/xmlenc11#aes256-gcm",
          "http://www.w3.org/2009/xmlenc11#aes128-gcm",
          OAEP);

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final RSAPrivateKey key;
  private final SecureRandom random;

  /**
   * Decrypts with one key.
   *
   * @param key of the certificate that the broker's metadata give for encryption
   */
  public AssertionDecryption(RSAPrivateKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  byte[] decrypt(EncryptedAssertion encrypted) throws RefusalException {
    Integer keyBytes = CONTENT.get(encrypted.dataAlgorithm());
    Optional<OAEPParameterSpec> oaep = oaep(encrypted);
    if (keyBytes == null || oaep.isEmpty()) {
      throw refused();
    }
    byte[] wrapped = StrictBase64.decode(encrypted.encryptedKey());
    byte[] data = StrictBase64.decode(encrypted.encryptedData());
    return content(data, contentKey(wrapped, oaep.get(), keyBytes));
  }

  private static Optional<OAEPParameterSpec> oaep(EncryptedAssertion encrypted) {
    String digest = encrypted.digest().orElse(SHA1);
    String mask = encrypted.mask().orElse("");
    if (encrypted.keyAlgorithm().equals(OAEP) && mask.isEmpty()) {
      return digest.equals(SHA1) || digest.equals(SHA256)
          ? Optional.of(oaep(digest.equals(SHA1) ? "SHA-1" : "SHA-256", MGF1ParameterSpec.SHA1))
          : Optional.empty();
    }
    boolean strong = digest.equals(SHA256) && mask.equals(MASK_SHA256);
    return encrypted.keyAlgorithm().equals(OAEP_11) && strong
        ? Optional.of(oaep("SHA-256", MGF1ParameterSpec.SHA256))
        : Optional.empty();
  }

  private static OAEPParameterSpec oaep(String digest, MGF1ParameterSpec mask) {
    return new OAEPParameterSpec(digest, "MGF1", mask, PSource.PSpecified.DEFAULT);
  }

  private byte[] contentKey(byte[] wrapped, AlgorithmParameterSpec oaep, int length) {
    byte[] substitute = new byte[length];
    random.nextBytes(substitute);
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, oaep);
      byte[] unwrapped = cipher.doFinal(wrapped);
      return unwrapped.length == length ? unwrapped : substitute;
    } catch (GeneralSecurityException e) {
      return substitute;
    }
  }

  private static byte[] content(byte[] data, byte[] contentKey) throws RefusalException {
    if (data.length <= NONCE_BYTES + TAG_BITS / 8) {
      throw refused();
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(contentKey, "AES"),
          new GCMParameterSpec(TAG_BITS, data, 0, NONCE_BYTES));
      return cipher.doFinal(data, NONCE_BYTES, data.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw refused();
    }
  }

  private static RefusalException refused() {
    return new RefusalException(Code.RESPONSE_DECRYPTION, "the assertion cannot be decrypted");
  }
}

package org.guestbridge.simulators.saml;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.w3c.dom.Element;

/**
 * Encrypts assertions with AES-256-GCM under RSA-OAEP and decrypts them; every other algorithm is
 * refused. Written by hand after XML Encryption 1.1, since the JDK has no such API.
 */
public final class AssertionEncryption {
  private static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  private static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
  private static final String AES_256_GCM = XENC11 + "aes256-gcm";
  private static final String AES_128_GCM = XENC11 + "aes128-gcm";
  private static final String OAEP = XENC + "rsa-oaep-mgf1p";
  private static final String OAEP_11 = XENC11 + "rsa-oaep";
  private static final String SHA1 = Saml.SIGNATURE + "sha1";
  private static final String SHA256 = XENC + "sha256";
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private AssertionEncryption() {}

  /** Replaces the assertion in its document by an EncryptedAssertion. */
  public static void encrypt(Element assertion, EncryptionTarget target) {
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(256);
      SecretKey contentKey = generator.generateKey();
      byte[] iv = new byte[IV_BYTES];
      new SecureRandom().nextBytes(iv);
      Cipher content = Cipher.getInstance("AES/GCM/NoPadding");
      content.init(Cipher.ENCRYPT_MODE, contentKey, new GCMParameterSpec(TAG_BITS, iv));
      byte[] sealed = content.doFinal(SamlXml.write(assertion).getBytes(StandardCharsets.UTF_8));
      Cipher transport = Cipher.getInstance("RSA/ECB/OAEPPadding");
      String digest = target.transport().digest();
      String mask = target.transport().mask();
      transport.init(
          Cipher.ENCRYPT_MODE, target.certificate().getPublicKey(), parameters(digest, mask));
      byte[] wrapped = transport.doFinal(contentKey.getEncoded());
      byte[] value = Arrays.copyOf(iv, iv.length + sealed.length);
      System.arraycopy(sealed, 0, value, iv.length, sealed.length);
      Element encrypted = element(assertion, target, wrapped, value);
      assertion.getParentNode().replaceChild(encrypted, assertion);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("cannot encrypt", failure);
    }
  }

  /** The assertion in an EncryptedAssertion, passed through the gate. */
  public static Element decrypt(Element encryptedAssertion, PrivateKey key) throws SamlRefused {
    Element data = Saml.required(encryptedAssertion, XENC, "EncryptedData");
    String algorithm = algorithm(data);
    if (!algorithm.equals(AES_256_GCM) && !algorithm.equals(AES_128_GCM)) {
      throw new SamlRefused(SamlRefusal.WRONG_ALGORITHM, algorithm);
    }
    byte[] contentKey = unwrap(encryptedKey(encryptedAssertion, data), key);
    byte[] value = cipherValue(data);
    if (value.length <= IV_BYTES
        || contentKey.length != (algorithm.equals(AES_256_GCM) ? 32 : 16)) {
      throw new SamlRefused(SamlRefusal.CANNOT_DECRYPT, "sizes do not fit");
    }
    try {
      Cipher content = Cipher.getInstance("AES/GCM/NoPadding");
      content.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(contentKey, "AES"),
          new GCMParameterSpec(TAG_BITS, value, 0, IV_BYTES));
      byte[] plain = content.doFinal(value, IV_BYTES, value.length - IV_BYTES);
      Element decrypted = SamlXml.read(plain).getDocumentElement();
      if (!Saml.is(decrypted, Saml.ASSERTION, "Assertion")) {
        throw new SamlRefused(SamlRefusal.NOT_ONE_ASSERTION, decrypted.getTagName());
      }
      return decrypted;
    } catch (GeneralSecurityException failure) {
      throw new SamlRefused(SamlRefusal.CANNOT_DECRYPT, "the content does not open");
    }
  }

  /** The EncryptedKey inside the data's KeyInfo, or beside the data. */
  private static Element encryptedKey(Element encryptedAssertion, Element data) throws SamlRefused {
    Optional<Element> keyInfo = Saml.child(data, Saml.SIGNATURE, "KeyInfo");
    if (keyInfo.isPresent()) {
      Optional<Element> inside = Saml.child(keyInfo.get(), XENC, "EncryptedKey");
      if (inside.isPresent()) {
        return inside.get();
      }
    }
    return Saml.required(encryptedAssertion, XENC, "EncryptedKey");
  }

  private static byte[] unwrap(Element encryptedKey, PrivateKey key) throws SamlRefused {
    String algorithm = algorithm(encryptedKey);
    if (!algorithm.equals(OAEP) && !algorithm.equals(OAEP_11)) {
      throw new SamlRefused(SamlRefusal.WRONG_ALGORITHM, algorithm);
    }
    Element method = Saml.required(encryptedKey, XENC, "EncryptionMethod");
    Optional<Element> digest = Saml.child(method, Saml.SIGNATURE, "DigestMethod");
    Optional<Element> mask = Saml.child(method, XENC11, "MGF");
    try {
      Cipher transport = Cipher.getInstance("RSA/ECB/OAEPPadding");
      transport.init(
          Cipher.DECRYPT_MODE,
          key,
          parameters(
              digest.isPresent() ? named(digest.get()) : "SHA-1",
              mask.isPresent() ? named(mask.get()) : "SHA-1"));
      return transport.doFinal(cipherValue(encryptedKey));
    } catch (GeneralSecurityException failure) {
      throw new SamlRefused(SamlRefusal.CANNOT_DECRYPT, "the key does not open");
    }
  }

  private static String named(Element method) throws SamlRefused {
    String algorithm = method.getAttribute("Algorithm");
    if (algorithm.equals(SHA1) || algorithm.equals(XENC11 + "mgf1sha1")) {
      return "SHA-1";
    }
    if (algorithm.equals(SHA256) || algorithm.equals(XENC11 + "mgf1sha256")) {
      return "SHA-256";
    }
    throw new SamlRefused(SamlRefusal.WRONG_ALGORITHM, algorithm);
  }

  private static String algorithm(Element encrypted) throws SamlRefused {
    return Saml.required(encrypted, XENC, "EncryptionMethod").getAttribute("Algorithm");
  }

  private static byte[] cipherValue(Element encrypted) throws SamlRefused {
    Element data = Saml.required(encrypted, XENC, "CipherData");
    return SamlXml.bytes(Saml.text(Saml.required(data, XENC, "CipherValue")).replaceAll("\\s", ""));
  }

  private static OAEPParameterSpec parameters(String digest, String mask) {
    return new OAEPParameterSpec(
        digest, "MGF1", new MGF1ParameterSpec(mask), PSource.PSpecified.DEFAULT);
  }

  private static Element element(
      Element assertion, EncryptionTarget target, byte[] wrapped, byte[] value) {
    SamlElement encrypted =
        SamlElement.in(assertion.getOwnerDocument(), Saml.ASSERTION, "saml:EncryptedAssertion");
    SamlElement data =
        encrypted.add(XENC, "xenc:EncryptedData").attribute("Type", XENC + "Element");
    data.add(XENC, "xenc:EncryptionMethod").attribute("Algorithm", AES_256_GCM);
    SamlElement key = data.add(Saml.SIGNATURE, "ds:KeyInfo").add(XENC, "xenc:EncryptedKey");
    boolean newer = target.transport() == EncryptionTarget.KeyTransport.OAEP_SHA256_MGF1_SHA256;
    SamlElement method =
        key.add(XENC, "xenc:EncryptionMethod").attribute("Algorithm", newer ? OAEP_11 : OAEP);
    boolean sha256 = target.transport().digest().equals("SHA-256");
    method.add(Saml.SIGNATURE, "ds:DigestMethod").attribute("Algorithm", sha256 ? SHA256 : SHA1);
    if (newer) {
      method.add(XENC11, "xenc11:MGF").attribute("Algorithm", XENC11 + "mgf1sha256");
    }
    key.add(Saml.SIGNATURE, "ds:KeyInfo")
        .add(Saml.SIGNATURE, "ds:X509Data")
        .add(Saml.SIGNATURE, "ds:X509Certificate")
        .text(Credential.text(target.certificate()));
    key.add(XENC, "xenc:CipherData").add(XENC, "xenc:CipherValue").text(base64(wrapped));
    data.add(XENC, "xenc:CipherData").add(XENC, "xenc:CipherValue").text(base64(value));
    return encrypted.element();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.ASSERTION;
import static org.guestbridge.app.samlxml.SamlNames.DSIG;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Puts an EncryptedAssertion in the place of an assertion (SAML core 2.3.4 and 6): the canonical
 * bytes of the signed element by AES-256-GCM under a fresh key, and that key by {@code
 * rsa-oaep-mgf1p} (XML Encryption 1.1 sections 5.2.4 and 5.5.2). Its digest is SHA-1, which every
 * peer knows and whose collisions do not weaken OAEP; the newer {@code rsa-oaep} with SHA-256 is
 * unknown to many. No other algorithm is offered: CBC and PKCS#1 1.5 can be broken by asking often.
 */
final class AssertionEncryption {

  private static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  private static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
  private static final int KEY_BITS = 256;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);

  private final SecureRandom random = new SecureRandom();

  /** Replaces {@code assertion}, which is finished and signed. */
  void encrypt(Element assertion, X509Certificate recipient) {
    Document document = assertion.getOwnerDocument();
    Element outer = element(document, ASSERTION, "saml2:EncryptedAssertion");
    Element data = child(outer, XENC, "xenc:EncryptedData");
    data.setAttributeNS(null, "Type", XENC + "Element");
    child(data, XENC, "xenc:EncryptionMethod")
        .setAttributeNS(null, "Algorithm", XENC11 + "aes256-gcm");
    try {
      SecretKey key = freshKey();
      encryptedKey(child(data, DSIG, "ds:KeyInfo"), key, recipient);
      cipherData(data, sealed(key, CanonicalXml.of(assertion)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the assertion cannot be encrypted", e);
    }
    assertion.getParentNode().replaceChild(outer, assertion);
  }

  private static void encryptedKey(Element keyInfo, SecretKey key, X509Certificate recipient)
      throws GeneralSecurityException {
    Element encrypted = child(keyInfo, XENC, "xenc:EncryptedKey");
    Element method = child(encrypted, XENC, "xenc:EncryptionMethod");
    method.setAttributeNS(null, "Algorithm", XENC + "rsa-oaep-mgf1p");
    child(method, DSIG, "ds:DigestMethod").setAttributeNS(null, "Algorithm", DSIG + "sha1");
    Element x509 = child(child(encrypted, DSIG, "ds:KeyInfo"), DSIG, "ds:X509Data");
    child(x509, DSIG, "ds:X509Certificate").setTextContent(base64(recipient.getEncoded()));
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(Cipher.ENCRYPT_MODE, recipient.getPublicKey(), OAEP);
    cipherData(encrypted, cipher.doFinal(key.getEncoded()));
  }

  /** XML Encryption 1.1 section 5.2.4: nonce, ciphertext, tag. */
  private byte[] sealed(SecretKey key, byte[] plain) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
    byte[] whole = new byte[NONCE_BYTES + cipher.getOutputSize(plain.length)];
    System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
    cipher.doFinal(plain, 0, plain.length, whole, NONCE_BYTES);
    return whole;
  }

  private SecretKey freshKey() throws GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(KEY_BITS, random);
    return generator.generateKey();
  }

  private static void cipherData(Element parent, byte[] bytes) {
    Element data = child(parent, XENC, "xenc:CipherData");
    child(data, XENC, "xenc:CipherValue").setTextContent(base64(bytes));
  }

  private static Element child(Element parent, String namespace, String name) {
    Element child = element(parent.getOwnerDocument(), namespace, name);
    parent.appendChild(child);
    return child;
  }

  /** Canonical XML prints a namespace only where an attribute declares it. */
  private static Element element(Document document, String namespace, String name) {
    Element element = document.createElementNS(namespace, name);
    String prefix = name.substring(0, name.indexOf(':'));
    element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:" + prefix, namespace);
    return element;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

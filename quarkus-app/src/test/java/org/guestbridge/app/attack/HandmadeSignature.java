package org.guestbridge.app.attack;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.xml.crypto.Data;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.dom.DOMCryptoContext;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * An XML signature written by hand. Whatever it declares, digest and value are those of the one
 * accepted form, so that only the declaration can be what it is refused for.
 */
final class HandmadeSignature {

  static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
  static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
  static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
  static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

  private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

  private static final Map<String, String> ALGORITHMS =
      Map.ofEntries(
          Map.entry(MORE + "rsa-sha256", "SHA256withRSA"),
          Map.entry(MORE + "rsa-md5", "MD5withRSA"),
          Map.entry(MORE + "rsa-sha224", "SHA224withRSA"),
          Map.entry(MORE + "rsa-ripemd160", "RIPEMD160withRSA"),
          Map.entry(DSIG + "rsa-sha1", "SHA1withRSA"),
          Map.entry(DSIG + "dsa-sha1", "SHA1withDSA"),
          Map.entry("http://www.w3.org/2009/xmldsig11#dsa-sha256", "SHA256withDSA"),
          Map.entry(MORE + "ecdsa-sha1", "SHA1withECDSAinP1363Format"),
          Map.entry(MORE + "ecdsa-sha224", "SHA224withECDSAinP1363Format"),
          Map.entry(MORE + "ecdsa-sha256", "SHA256withECDSAinP1363Format"),
          Map.entry(DSIG + "hmac-sha1", "HmacSHA1"),
          Map.entry(MORE + "hmac-md5", "HmacMD5"),
          Map.entry(MORE + "hmac-sha256", "HmacSHA256"),
          Map.entry(MORE + "hmac-sha512", "HmacSHA512"),
          Map.entry(DSIG + "sha1", "SHA-1"),
          Map.entry(SHA256, "SHA-256"),
          Map.entry(MORE + "md5", "MD5"),
          Map.entry(MORE + "sha224", "SHA-224"),
          Map.entry("http://www.w3.org/2007/05/xmldsig-more#sha3-256", "SHA3-256"),
          Map.entry("http://www.w3.org/2001/04/xmlenc#ripemd160", "RIPEMD160"));

  private final Key key;
  private String method = MORE + "rsa-sha256";
  private String methodParameters = "";
  private String digest = SHA256;
  private String canonicalization = EXCLUSIVE;
  private String transforms = transform(DSIG + "enveloped-signature") + transform(EXCLUSIVE);
  private String uri = "";
  private int references = 1;
  private String keyInfo = "";
  private boolean ofNothing;

  HandmadeSignature(Key key) {
    this.key = key;
  }

  HandmadeSignature method(String algorithm, String parameters) {
    method = algorithm;
    methodParameters = parameters;
    return this;
  }

  HandmadeSignature digest(String algorithm) {
    digest = algorithm;
    return this;
  }

  HandmadeSignature canonicalization(String algorithm) {
    canonicalization = algorithm;
    return this;
  }

  /** The Transform elements. */
  HandmadeSignature transforms(String elements) {
    transforms = elements;
    return this;
  }

  /** The attributes of each Reference. */
  HandmadeSignature references(String attributes, int count) {
    uri = attributes;
    references = count;
    return this;
  }

  /** The KeyInfo element. */
  HandmadeSignature keyInfo(String element) {
    keyInfo = element;
    return this;
  }

  /** Digests no bytes at all. */
  HandmadeSignature ofNothing() {
    ofNothing = true;
    return this;
  }

  static String transform(String algorithm) {
    return "<ds:Transform Algorithm=\"" + algorithm + "\"></ds:Transform>";
  }

  /**
   * The element with its signature after {@code anchor}.
   *
   * @param element a whole document, the ID of whose root is {@code id}
   */
  String sign(String element, String id, String anchor) throws GeneralSecurityException {
    byte[] digested = ofNothing ? new byte[0] : canonical(element);
    String value =
        base64(MessageDigest.getInstance(name(digest), provider(digest)).digest(digested));
    String reference =
        "<ds:Reference"
            + (uri.isEmpty() ? " URI=\"#" + id + "\"" : " " + uri).stripTrailing()
            + "><ds:Transforms>"
            + transforms
            + "</ds:Transforms><ds:DigestMethod Algorithm=\""
            + digest
            + "\"></ds:DigestMethod><ds:DigestValue>"
            + value
            + "</ds:DigestValue></ds:Reference>";
    String parts =
        "<ds:CanonicalizationMethod Algorithm=\""
            + canonicalization
            + "\"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\""
            + method
            + "\">"
            + methodParameters
            + "</ds:SignatureMethod>"
            + reference.repeat(references)
            + "</ds:SignedInfo>";
    byte[] signed = canonical("<ds:SignedInfo xmlns:ds=\"" + DSIG + "\">" + parts);
    String signature =
        "<ds:Signature xmlns:ds=\""
            + DSIG
            + "\"><ds:SignedInfo>"
            + parts
            + "<ds:SignatureValue>"
            + base64(value(signed))
            + "</ds:SignatureValue>"
            + keyInfo
            + "</ds:Signature>";
    return XmlEdits.replaced(element, anchor, anchor + signature);
  }

  private byte[] value(byte[] signed) throws GeneralSecurityException {
    if (!(key instanceof PrivateKey privateKey)) {
      Mac mac = Mac.getInstance(name(method));
      mac.init(key);
      return mac.doFinal(signed);
    }
    boolean foreign = method.endsWith("ripemd160");
    Signature signer =
        foreign
            ? Signature.getInstance(name(method), BOUNCY_CASTLE)
            : Signature.getInstance(name(method));
    signer.initSign(privateKey);
    signer.update(signed);
    return signer.sign();
  }

  private static java.security.Provider provider(String algorithm) throws GeneralSecurityException {
    return algorithm.endsWith("ripemd160")
        ? BOUNCY_CASTLE
        : MessageDigest.getInstance(name(algorithm)).getProvider();
  }

  private static String name(String algorithm) {
    String name = ALGORITHMS.get(algorithm);
    if (name == null) {
      throw new IllegalArgumentException("no such algorithm: " + algorithm);
    }
    return name;
  }

  private static byte[] canonical(String xml) {
    try {
      CanonicalizationMethod exclusive =
          FACTORY.newCanonicalizationMethod(EXCLUSIVE, (C14NMethodParameterSpec) null);
      Data octets =
          new OctetStreamData(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
      Data canonical = exclusive.transform(octets, new Context());
      return ((OctetStreamData) canonical).getOctetStream().readAllBytes();
    } catch (Exception failure) {
      // Such as a relative namespace: what is then signed is the text as it stands.
      return xml.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The JDK wants one, and reads nothing in it. */
  private static final class Context extends DOMCryptoContext {}
}

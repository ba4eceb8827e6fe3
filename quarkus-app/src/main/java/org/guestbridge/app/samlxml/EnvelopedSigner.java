package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.DSIG;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Puts a signature into an element: enveloped, exclusive canonicalization, RSA-SHA256, with exactly
 * the registered certificate as KeyInfo (SAML core 5.4).
 *
 * <p>Santuario canonicalizes; digest and signature are the JDK's. Santuario's own signature class
 * is not used for signing because its debug log prints what it digests.
 */
final class EnvelopedSigner {

  private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
  private static final String ENVELOPED = DSIG + "enveloped-signature";

  private final RsaSigner signer;
  private volatile EncodedCertificate encoded;

  EnvelopedSigner(RsaSigner signer, SigningKey first) {
    this.signer = signer;
    this.encoded = EncodedCertificate.of(first);
  }

  /**
   * Signs {@code target}, which holds no signature yet, and puts the signature before {@code at}.
   */
  void sign(SigningKey key, Element target, Node at) {
    Document document = target.getOwnerDocument();
    // The enveloped-signature transform takes the signature out, so the digest is taken before it
    // is put in.
    String digest = base64(sha256(CanonicalXml.of(target)));
    Element signature = element(document, "Signature");
    signature.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:ds", DSIG);
    Element signedInfo = signedInfo(signature, target.getAttribute("ID"), digest);
    Element value = child(signature, "SignatureValue");
    Element data = child(child(signature, "KeyInfo"), "X509Data");
    child(data, "X509Certificate").setTextContent(certificateOf(key));
    target.insertBefore(signature, at);
    value.setTextContent(base64(signer.sign(key, CanonicalXml.of(signedInfo))));
  }

  private static Element signedInfo(Element signature, String id, String digest) {
    Element signedInfo = child(signature, "SignedInfo");
    algorithm(signedInfo, "CanonicalizationMethod", CanonicalXml.ALGORITHM);
    algorithm(signedInfo, "SignatureMethod", SignatureAlgorithm.RSA_SHA256.uri());
    Element reference = child(signedInfo, "Reference");
    reference.setAttributeNS(null, "URI", "#" + id);
    Element transforms = child(reference, "Transforms");
    algorithm(transforms, "Transform", ENVELOPED);
    algorithm(transforms, "Transform", CanonicalXml.ALGORITHM);
    algorithm(reference, "DigestMethod", SHA256);
    child(reference, "DigestValue").setTextContent(digest);
    return signedInfo;
  }

  private String certificateOf(SigningKey key) {
    EncodedCertificate known = encoded;
    if (!known.certificate().equals(key.certificate())) {
      known = EncodedCertificate.of(key);
      encoded = known;
    }
    return known.base64();
  }

  private static void algorithm(Element parent, String name, String uri) {
    child(parent, name).setAttributeNS(null, "Algorithm", uri);
  }

  private static Element child(Element parent, String name) {
    Element child = element(parent.getOwnerDocument(), name);
    parent.appendChild(child);
    return child;
  }

  private static Element element(Document document, String name) {
    return document.createElementNS(DSIG, "ds:" + name);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The certificate of the key in use, encoded once. */
  private record EncodedCertificate(X509Certificate certificate, String base64) {

    static EncodedCertificate of(SigningKey key) {
      try {
        byte[] der = key.certificate().getEncoded();
        return new EncodedCertificate(key.certificate(), EnvelopedSigner.base64(der));
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("the certificate has no encoding", e);
      }
    }
  }
}

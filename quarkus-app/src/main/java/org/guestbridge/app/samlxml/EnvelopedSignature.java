package org.guestbridge.app.samlxml;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignature;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Verifies an XML signature by Santuario and gives back what was signed. */
final class EnvelopedSignature {

  private static final boolean SECURE_VALIDATION = true;

  private EnvelopedSignature() {}

  /**
   * Verifies the signature of a root element whose form {@code shape} has accepted.
   *
   * @return the canonical bytes of the root that the reference digests
   * @throws RefusalException SAML_SIGNATURE_INVALID, also when anything fails inside the library
   */
  static byte[] verify(
      XmlElement root, XmlElement signature, SignatureShape shape, TrustedKeys trusted)
      throws RefusalException {
    root.dom().setIdAttributeNS(null, "ID", true);
    try {
      XMLSignature xml = new XMLSignature(signature.dom(), "", SECURE_VALIDATION);
      for (PublicKey key : trusted.keys()) {
        if (xml.checkSignatureValue(key)) {
          return digested(xml, shape);
        }
      }
    } catch (XMLSecurityException | IOException | NoSuchAlgorithmException e) {
      throw invalid("the XML signature cannot be verified");
    }
    throw invalid("no configured key verifies the XML signature");
  }

  /** Digests once more what is handed on, so that it is what was signed whatever a cache did. */
  private static byte[] digested(XMLSignature xml, SignatureShape shape)
      throws XMLSecurityException, IOException, NoSuchAlgorithmException, RefusalException {
    byte[] bytes = xml.getSignedInfo().item(0).getContentsAfterTransformation().getBytes();
    byte[] digest = MessageDigest.getInstance(shape.digest()).digest(bytes);
    if (!Base64.getEncoder().encodeToString(digest).equals(shape.digestValue())) {
      throw invalid("the XML signature digests something else");
    }
    return bytes;
  }

  private static RefusalException invalid(String detail) {
    return new RefusalException(Code.SAML_SIGNATURE_INVALID, detail);
  }
}

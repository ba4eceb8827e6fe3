package org.guestbridge.app.samlxml;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Verifies an XML signature of the one accepted form and gives back what was signed.
 *
 * <p>Since {@link SignatureShape} leaves no choice, no reference is looked up and no transform is
 * chosen by the message: the parent of the signature is canonicalized without the signature, and
 * that is what the digest has to be of. Santuario canonicalizes; digest and signature are the
 * JDK's.
 */
final class EnvelopedSignature {

  private EnvelopedSignature() {}

  /**
   * Verifies the signature of an element whose form {@code shape} has accepted. The element is left
   * as it was.
   *
   * @param signed the element that holds the signature as a child
   * @return the canonical bytes of the element without its signature
   * @throws RefusalException SAML_SIGNATURE_INVALID
   */
  static byte[] verify(
      XmlElement signed, XmlElement signature, SignatureShape shape, TrustedKeys trusted)
      throws RefusalException {
    byte[] signedInfo = canonical(shape.signedInfo().dom(), "");
    byte[] value = StrictBase64.decode(shape.signatureValue());
    if (!trusted.anyVerifies(shape.algorithm(), signedInfo, value)) {
      throw invalid("no configured key verifies the XML signature");
    }
    byte[] bytes = withoutSignature(signed.dom(), signature.dom(), shape.inclusivePrefixes());
    if (!digest(shape.digest(), bytes).equals(shape.digestValue())) {
      throw invalid("the XML signature digests something else");
    }
    return bytes;
  }

  private static byte[] withoutSignature(Element signed, Element signature, String prefixes)
      throws RefusalException {
    Node after = signature.getNextSibling();
    signed.removeChild(signature);
    try {
      return canonical(signed, prefixes);
    } finally {
      signed.insertBefore(signature, after);
    }
  }

  private static byte[] canonical(Element element, String prefixes) throws RefusalException {
    Optional<byte[]> bytes = CanonicalXml.ofForeign(element, prefixes);
    return bytes.orElseThrow(() -> invalid("what was signed cannot be canonicalized"));
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks a digest", e);
    }
  }

  private static RefusalException invalid(String detail) {
    return new RefusalException(Code.SAML_SIGNATURE_INVALID, detail);
  }
}

package org.guestbridge.simulators.saml;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Element;

/**
 * Verifies every signature of a message with the JDK's XML Signature and the one registered
 * certificate. A signature may stand only in the Response or its Assertion and must cover exactly
 * the element in which it stands.
 */
public final class SignatureCheck {
  private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final String RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-";
  private static final Set<String> SIGNATURES =
      Set.of(RSA + "sha256", RSA + "sha384", RSA + "sha512");
  private static final Set<String> DIGESTS =
      Set.of(
          "http://www.w3.org/2001/04/xmlenc#sha256",
          "http://www.w3.org/2001/04/xmldsig-more#sha384",
          "http://www.w3.org/2001/04/xmlenc#sha512");
  private static final Set<String> SHA1 =
      Set.of(Saml.SIGNATURE + "rsa-sha1", Saml.SIGNATURE + "sha1");

  private final X509Certificate certificate;
  private final boolean refuseSha1;
  private final boolean assertionMustBeSigned;

  /**
   * @param certificate the registered certificate, which must stand in the KeyInfo as well
   */
  public SignatureCheck(
      X509Certificate certificate, boolean refuseSha1, boolean assertionMustBeSigned) {
    this.certificate = certificate;
    this.refuseSha1 = refuseSha1;
    this.assertionMustBeSigned = assertionMustBeSigned;
  }

  /** Verifies every signature in the message; there must be one. */
  public void verify(ReceivedResponse message, Element assertion) throws SamlRefused {
    List<Element> signatures = message.signatures();
    if (signatures.isEmpty()) {
      throw new SamlRefused(
          SamlRefusal.NOT_SIGNED, "neither the response nor the assertion are signed");
    }
    boolean assertionSigned = false;
    for (Element signature : signatures) {
      Element parent = (Element) signature.getParentNode();
      boolean inAssertion = parent.isSameNode(assertion);
      if (!inAssertion && !parent.isSameNode(message.response())) {
        throw new SamlRefused(SamlRefusal.SIGNATURE_MISPLACED, "in " + parent.getTagName());
      }
      Saml.required(parent, Saml.SIGNATURE, "Signature");
      verify(signature, parent);
      assertionSigned |= inAssertion;
    }
    if (!assertionSigned && assertionMustBeSigned) {
      throw new SamlRefused(SamlRefusal.ASSERTION_NOT_SIGNED, "only the response is signed");
    }
  }

  /** Verifies the one signature that stands in this element and covers it; false without one. */
  public boolean verifyEnveloped(Element signed) throws SamlRefused {
    Optional<Element> signature = Saml.child(signed, Saml.SIGNATURE, "Signature");
    if (signature.isPresent()) {
      verify(signature.get(), signed);
    }
    return signature.isPresent();
  }

  private void verify(Element element, Element signed) throws SamlRefused {
    requireRegisteredCertificate(element);
    requireAlgorithms(element, "SignatureMethod", SIGNATURES);
    requireAlgorithms(element, "DigestMethod", DIGESTS);
    DOMValidateContext context = new DOMValidateContext(certificate.getPublicKey(), element);
    // The JDK's secure validation knows SHA-1 as broken; the switch asks for the older world.
    context.setProperty("org.jcp.xml.dsig.secureValidation", refuseSha1);
    context.setIdAttributeNS(signed, null, "ID");
    try {
      XMLSignature signature =
          XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
      requireSafeForm(signature, signed);
      if (!signature.validate(context)) {
        throw new SamlRefused(
            SamlRefusal.INVALID_SIGNATURE, "signature of " + signed.getLocalName());
      }
    } catch (MarshalException | XMLSignatureException | ClassCastException malformed) {
      throw new SamlRefused(SamlRefusal.INVALID_SIGNATURE, "signature cannot be processed");
    }
  }

  private void requireRegisteredCertificate(Element signature) throws SamlRefused {
    Element keyInfo =
        Saml.child(signature, Saml.SIGNATURE, "KeyInfo")
            .orElseThrow(() -> new SamlRefused(SamlRefusal.CERTIFICATE_MISSING, "no KeyInfo"));
    var embedded = keyInfo.getElementsByTagNameNS(Saml.SIGNATURE, "X509Certificate");
    if (embedded.getLength() != 1) {
      throw new SamlRefused(
          SamlRefusal.CERTIFICATE_MISSING, embedded.getLength() + " certificates in KeyInfo");
    }
    try {
      String text = embedded.item(0).getTextContent().replaceAll("\\s", "");
      if (!Arrays.equals(Base64.getDecoder().decode(text), certificate.getEncoded())) {
        throw new SamlRefused(
            SamlRefusal.CERTIFICATE_MISMATCH,
            "Certificate in SAML Response does not match the certificate in APS");
      }
    } catch (IllegalArgumentException | GeneralSecurityException malformed) {
      throw new SamlRefused(
          SamlRefusal.CERTIFICATE_MISMATCH,
          "Certificate in SAML Response does not match the certificate in APS");
    }
  }

  private void requireSafeForm(XMLSignature signature, Element signed) throws SamlRefused {
    String canonicalization = signature.getSignedInfo().getCanonicalizationMethod().getAlgorithm();
    if (!canonicalization.equals(EXCLUSIVE)) {
      throw new SamlRefused(SamlRefusal.WRONG_TRANSFORM, canonicalization);
    }
    if (!signature.getObjects().isEmpty()) {
      throw new SamlRefused(SamlRefusal.SIGNATURE_MISPLACED, "an Object in the signature");
    }
    List<Reference> references = signature.getSignedInfo().getReferences();
    if (references.size() != 1) {
      throw new SamlRefused(SamlRefusal.WRONG_REFERENCE, references.size() + " references");
    }
    Reference reference = references.get(0);
    String own = "#" + signed.getAttribute("ID");
    if (own.length() == 1 || !own.equals(reference.getURI())) {
      throw new SamlRefused(SamlRefusal.WRONG_REFERENCE, "not the parent's own ID");
    }
    List<String> transforms =
        reference.getTransforms().stream().map(Transform::getAlgorithm).toList();
    if (!transforms.equals(List.of(Transform.ENVELOPED, EXCLUSIVE))) {
      throw new SamlRefused(SamlRefusal.WRONG_TRANSFORM, transforms.toString());
    }
  }

  /** Before the JDK reads the signature, whose secure validation would only say "malformed". */
  private void requireAlgorithms(Element signature, String name, Set<String> allowed)
      throws SamlRefused {
    var methods = signature.getElementsByTagNameNS(Saml.SIGNATURE, name);
    for (int i = 0; i < methods.getLength(); i++) {
      String algorithm = ((Element) methods.item(i)).getAttribute("Algorithm");
      boolean oldButAllowed = SHA1.contains(algorithm) && !refuseSha1;
      if (!allowed.contains(algorithm) && !oldButAllowed) {
        throw new SamlRefused(SamlRefusal.WRONG_ALGORITHM, algorithm);
      }
    }
  }
}

package org.guestbridge.simulators.saml;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.DigestMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Signs an element as SAML wants it: enveloped, exclusive canonicalization, one reference. */
public final class EnvelopedSigner {
  private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
  private static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  private static final String SHA1 = Saml.SIGNATURE + "sha1";
  private static final String RSA_SHA1 = Saml.SIGNATURE + "rsa-sha1";

  private final PrivateKey key;
  private final Optional<X509Certificate> embedded;
  private final boolean sha1;

  /** Signs with RSA-SHA256 and embeds the key's certificate. */
  public EnvelopedSigner(Credential credential) {
    this(credential.privateKey(), Optional.of(credential.certificate()), false);
  }

  /**
   * @param embedded the certificate in KeyInfo, which may be another's on purpose; empty leaves
   *     KeyInfo out
   * @param sha1 signs and digests with SHA-1, as a fault
   */
  public EnvelopedSigner(PrivateKey key, Optional<X509Certificate> embedded, boolean sha1) {
    this.key = key;
    this.embedded = embedded;
    this.sha1 = sha1;
  }

  /** Puts the signature after the element's Issuer, or first where there is none. */
  public void sign(Element element) {
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    try {
      Reference reference =
          factory.newReference(
              "#" + element.getAttribute("ID"),
              factory.newDigestMethod(sha1 ? SHA1 : SHA256, (DigestMethodParameterSpec) null),
              List.of(
                  factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                  factory.newTransform(
                      CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
              null,
              null);
      SignedInfo info =
          factory.newSignedInfo(
              factory.newCanonicalizationMethod(
                  CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
              factory.newSignatureMethod(sha1 ? RSA_SHA1 : RSA_SHA256, null),
              List.of(reference));
      @Nullable Node before = place(element);
      DOMSignContext context =
          before == null
              ? new DOMSignContext(key, element)
              : new DOMSignContext(key, element, before);
      context.setDefaultNamespacePrefix("ds");
      context.setIdAttributeNS(element, null, "ID");
      context.setProperty("org.jcp.xml.dsig.secureValidation", false);
      factory.newXMLSignature(info, keyInfo(factory)).sign(context);
    } catch (GeneralSecurityException | MarshalException | XMLSignatureException failure) {
      throw new IllegalStateException("cannot sign", failure);
    }
  }

  private @Nullable KeyInfo keyInfo(XMLSignatureFactory factory) {
    if (embedded.isEmpty()) {
      return null;
    }
    KeyInfoFactory keys = factory.getKeyInfoFactory();
    return keys.newKeyInfo(List.of(keys.newX509Data(List.of(embedded.get()))));
  }

  private static @Nullable Node place(Element element) {
    List<Element> issuers = Saml.children(element, Saml.ASSERTION, "Issuer");
    return issuers.isEmpty() ? element.getFirstChild() : issuers.get(0).getNextSibling();
  }
}

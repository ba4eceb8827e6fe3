package org.guestbridge.app.downstream.saml;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.guestbridge.app.samlxml.JdkXml;
import org.guestbridge.app.samlxml.SigningKey;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Signs and verifies by the JDK's own implementation, the other side of every signature test. */
final class JdkXmlSignature {

  static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

  private final XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
  private String signatureMethod = RSA_SHA256;
  private String digestMethod = DigestMethod.SHA256;
  private String canonicalization = CanonicalizationMethod.EXCLUSIVE;
  private String uri = "#_0123456789abcdef";
  private List<String> transforms = List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE);
  private int references = 1;
  private boolean afterIssuer;

  JdkXmlSignature signatureMethod(String algorithm) {
    signatureMethod = algorithm;
    return this;
  }

  JdkXmlSignature digestMethod(String algorithm) {
    digestMethod = algorithm;
    return this;
  }

  JdkXmlSignature canonicalization(String algorithm) {
    canonicalization = algorithm;
    return this;
  }

  JdkXmlSignature uri(String reference) {
    uri = reference;
    return this;
  }

  JdkXmlSignature transforms(String... algorithms) {
    transforms = List.of(algorithms);
    return this;
  }

  JdkXmlSignature references(int count) {
    references = count;
    return this;
  }

  /** Puts the signature after the first child instead of at the end. */
  JdkXmlSignature afterIssuer() {
    afterIssuer = true;
    return this;
  }

  /** The document with a signature in its root, at the end unless told otherwise. */
  String sign(String xml, SigningKey key) throws Exception {
    Document document = JdkXml.parse(xml);
    Element root = document.getDocumentElement();
    root.setIdAttribute("ID", true);
    List<Transform> chain = new ArrayList<>();
    for (String algorithm : transforms) {
      chain.add(factory.newTransform(algorithm, (TransformParameterSpec) null));
    }
    List<Reference> all = new ArrayList<>();
    for (int i = 0; i < references; i++) {
      all.add(
          factory.newReference(
              uri, factory.newDigestMethod(digestMethod, null), chain, null, null));
    }
    SignedInfo signedInfo =
        factory.newSignedInfo(
            factory.newCanonicalizationMethod(canonicalization, (C14NMethodParameterSpec) null),
            factory.newSignatureMethod(signatureMethod, null),
            all);
    KeyInfoFactory keyInfos = factory.getKeyInfoFactory();
    KeyInfo keyInfo =
        keyInfos.newKeyInfo(List.of(keyInfos.newX509Data(List.of(key.certificate()))));
    Node second = root.getFirstChild() == null ? null : root.getFirstChild().getNextSibling();
    DOMSignContext context =
        afterIssuer && second != null
            ? new DOMSignContext(key.privateKey(), root, second)
            : new DOMSignContext(key.privateKey(), root);
    context.setDefaultNamespacePrefix("ds");
    factory.newXMLSignature(signedInfo, keyInfo).sign(context);
    return JdkXml.text(document);
  }

  /** Whether the JDK verifies that signature with secure validation on. */
  boolean verifies(Element signature, PublicKey key) throws Exception {
    Element signed = (Element) signature.getParentNode();
    DOMValidateContext context = new DOMValidateContext(key, signature);
    context.setProperty("org.jcp.xml.dsig.secureValidation", true);
    context.setIdAttributeNS(signed, null, "ID");
    XMLSignature xml = factory.unmarshalXMLSignature(context);
    Reference reference = xml.getSignedInfo().getReferences().get(0);
    return xml.validate(context) && reference.getURI().equals("#" + signed.getAttribute("ID"));
  }
}

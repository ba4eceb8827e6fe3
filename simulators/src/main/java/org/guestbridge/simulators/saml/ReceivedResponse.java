package org.guestbridge.simulators.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A SAML message after the gate: bounded, without DOCTYPE, comments, CDATA and processing
 * instructions, parsed once, with one Response as root and no id used twice.
 */
public final class ReceivedResponse {
  private final Document document;

  private ReceivedResponse(Document document) {
    this.document = document;
  }

  /** Decodes and parses the form parameter {@code SAMLResponse}. */
  public static ReceivedResponse read(String encoded) throws SamlRefused {
    Document document = SamlXml.decode(encoded);
    Element root = document.getDocumentElement();
    int responses = document.getElementsByTagNameNS(Saml.PROTOCOL, "Response").getLength();
    if (!Saml.is(root, Saml.PROTOCOL, "Response") || responses != 1) {
      throw new SamlRefused(SamlRefusal.NOT_ONE_RESPONSE, "root is " + root.getTagName());
    }
    return new ReceivedResponse(document);
  }

  public Element response() {
    return document.getDocumentElement();
  }

  /** The only Assertion anywhere in the message, which must be a child of the Response. */
  public Element assertion() throws SamlRefused {
    if (document.getElementsByTagNameNS(Saml.ASSERTION, "EncryptedAssertion").getLength() > 0) {
      throw new SamlRefused(SamlRefusal.ENCRYPTED_ASSERTION, "cannot be decrypted here");
    }
    List<Element> children = Saml.children(response(), Saml.ASSERTION, "Assertion");
    int anywhere = document.getElementsByTagNameNS(Saml.ASSERTION, "Assertion").getLength();
    if (children.size() != 1 || anywhere != 1) {
      throw new SamlRefused(SamlRefusal.NOT_ONE_ASSERTION, anywhere + " assertions");
    }
    return children.get(0);
  }

  /** All signatures anywhere in the message. */
  public List<Element> signatures() {
    List<Element> all = new ArrayList<>();
    var nodes = document.getElementsByTagNameNS(Saml.SIGNATURE, "Signature");
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  /** The only EncryptedAssertion, if there is one: a child of the Response beside no Assertion. */
  public Optional<Element> encryptedAssertion() throws SamlRefused {
    List<Element> children = Saml.children(response(), Saml.ASSERTION, "EncryptedAssertion");
    int anywhere =
        document.getElementsByTagNameNS(Saml.ASSERTION, "EncryptedAssertion").getLength();
    if (children.size() != anywhere || anywhere > 1) {
      throw new SamlRefused(SamlRefusal.NOT_ONE_ASSERTION, anywhere + " encrypted assertions");
    }
    return children.stream().findFirst();
  }

  /** Puts the decrypted assertion where the encrypted one stood. */
  public void replace(Element encrypted, Element decrypted) {
    response().replaceChild(document.importNode(decrypted, true), encrypted);
  }
}

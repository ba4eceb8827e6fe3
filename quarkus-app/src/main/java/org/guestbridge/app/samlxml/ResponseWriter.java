package org.guestbridge.app.samlxml;

import org.guestbridge.core.problem.RefusalException;
import org.opensaml.core.xml.io.MarshallingException;
import org.opensaml.saml.saml2.core.Response;
import org.opensaml.saml.saml2.core.impl.ResponseMarshaller;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Writes responses: typed objects to DOM, check, signature, canonical bytes. No text templates. */
public final class ResponseWriter {

  private final DocumentBuilders builders = new DocumentBuilders();
  private final ResponseMarshaller marshaller;
  private final EnvelopedSigner signer;
  private final AssertionEncryption encryption = new AssertionEncryption();

  /** A writer whose signatures {@code signer} computes; {@code first} is the key it begins with. */
  public ResponseWriter(RsaSigner signer, SigningKey first) {
    OpenSamlRuntime.initialise();
    this.marshaller = new ResponseMarshaller();
    this.signer = new EnvelopedSigner(signer, first);
  }

  /**
   * A response with one signed assertion (SAML profiles 4.1.4.2), encrypted after it was signed
   * where the envelope names a recipient.
   *
   * @param check sees the finished assertion before it is signed
   */
  public byte[] withAssertion(
      SigningKey key, ResponseEnvelope envelope, AssertionContent content, AssertionCheck check)
      throws RefusalException {
    Response response = ResponseObjects.success(envelope);
    response.getAssertions().add(AssertionObjects.assertion(envelope, content));
    Element root = marshal(response);
    Element assertion = (Element) lastChild(root);
    check.check(XmlElement.of(assertion));
    signAfterIssuer(key, assertion);
    envelope.recipient().ifPresent(recipient -> encryption.encrypt(assertion, recipient));
    return finish(key, envelope, root);
  }

  /** A response that says why there is no assertion. */
  public byte[] withStatus(SigningKey key, ResponseEnvelope envelope, StatusContent status) {
    return finish(key, envelope, marshal(ResponseObjects.failure(envelope, status)));
  }

  private byte[] finish(SigningKey key, ResponseEnvelope envelope, Element root) {
    if (envelope.signed()) {
      signAfterIssuer(key, root);
    }
    return CanonicalXml.of(root);
  }

  /** The schema wants the signature right after the Issuer, which comes first. */
  private void signAfterIssuer(SigningKey key, Element element) {
    signer.sign(key, element, element.getFirstChild().getNextSibling());
  }

  private Element marshal(Response response) {
    try {
      Document document = builders.empty();
      return marshaller.marshall(response, document);
    } catch (MarshallingException e) {
      throw new IllegalStateException("our own response cannot be marshalled", e);
    }
  }

  private static Node lastChild(Element root) {
    return root.getLastChild();
  }
}

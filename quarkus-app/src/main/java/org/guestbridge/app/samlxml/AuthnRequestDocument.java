package org.guestbridge.app.samlxml;

import java.util.Optional;
import org.guestbridge.core.problem.RefusalException;

/**
 * An AuthnRequest in the accepted form, and whether it carries a signature of its own.
 *
 * <p>{@link #message} is what anybody may have written. {@link #verified} gives the same request
 * read anew from the very bytes that a configured key signed.
 */
public final class AuthnRequestDocument {

  private final XmlGate gate;
  private final XmlElement root;
  private final AuthnRequestMessage message;
  private final Optional<XmlElement> signature;

  private AuthnRequestDocument(XmlGate gate, XmlElement root) throws RefusalException {
    AuthnRequestGrammar grammar = AuthnRequestGrammar.read(root);
    this.gate = gate;
    this.root = root;
    this.message = grammar.message();
    this.signature = grammar.signature();
  }

  /**
   * Reads a request.
   *
   * @throws RefusalException SAML_REQUEST_OVERSIZED, XML_FORBIDDEN, XML_MALFORMED or
   *     SAML_REQUEST_INVALID
   */
  public static AuthnRequestDocument read(XmlGate gate, byte[] bytes) throws RefusalException {
    return new AuthnRequestDocument(gate, gate.parse(bytes));
  }

  /** The request as read. */
  public AuthnRequestMessage message() {
    return message;
  }

  /** Whether it carries an XML signature, verified or not. */
  public boolean isSigned() {
    return signature.isPresent();
  }

  /**
   * The request as its signer saw it: verified, then read again from the canonical bytes that were
   * digested.
   *
   * @throws RefusalException SAML_SIGNATURE_INVALID; SAML_REQUEST_INVALID when it is not signed
   */
  public AuthnRequestMessage verified(TrustedKeys trusted) throws RefusalException {
    XmlElement element =
        signature.orElseThrow(() -> AuthnRequestGrammar.invalid("the request is not signed"));
    SignatureShape shape = SignatureShape.read(element, message.id());
    byte[] signed = EnvelopedSignature.verify(root, element, shape, trusted);
    return read(gate, signed).message();
  }
}

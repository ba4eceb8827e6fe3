package org.guestbridge.app.samlxml;

import java.util.Optional;
import org.guestbridge.core.problem.RefusalException;

/**
 * A request in the accepted form, and whether it carries a signature of its own.
 *
 * <p>{@link #message} is what anybody may have written. {@link #verified} gives the same request
 * read anew from the very bytes that a configured key signed.
 *
 * @param <M> what it says
 */
public final class RequestDocument<M extends RequestMessage> {

  private final XmlGate gate;
  private final Grammar<M> grammar;
  private final XmlElement root;
  private final Parsed<M> parsed;

  private RequestDocument(XmlGate gate, Grammar<M> grammar, byte[] bytes) throws RefusalException {
    this.gate = gate;
    this.grammar = grammar;
    this.root = gate.parse(bytes);
    this.parsed = grammar.read(root);
  }

  /**
   * Reads an AuthnRequest.
   *
   * @throws RefusalException SAML_REQUEST_OVERSIZED, XML_FORBIDDEN, XML_MALFORMED or
   *     SAML_REQUEST_INVALID
   */
  public static RequestDocument<AuthnRequestMessage> authnRequest(XmlGate gate, byte[] bytes)
      throws RefusalException {
    return new RequestDocument<>(gate, RequestDocument::authnRequest, bytes);
  }

  /**
   * Reads a LogoutRequest.
   *
   * @throws RefusalException SAML_REQUEST_OVERSIZED, XML_FORBIDDEN, XML_MALFORMED or
   *     SAML_REQUEST_INVALID
   */
  public static RequestDocument<LogoutRequestMessage> logoutRequest(XmlGate gate, byte[] bytes)
      throws RefusalException {
    return new RequestDocument<>(gate, RequestDocument::logoutRequest, bytes);
  }

  /** The request as read. */
  public M message() {
    return parsed.message();
  }

  /** Whether it carries an XML signature, verified or not. */
  public boolean isSigned() {
    return parsed.signature().isPresent();
  }

  /**
   * The request as its signer saw it: verified, then read again from the canonical bytes that were
   * digested.
   *
   * @throws RefusalException SAML_SIGNATURE_INVALID; SAML_REQUEST_INVALID when it is not signed
   */
  public M verified(TrustedKeys trusted) throws RefusalException {
    XmlElement signature =
        parsed
            .signature()
            .orElseThrow(() -> AuthnRequestGrammar.invalid("the request is not signed"));
    SignatureShape shape = SignatureShape.read(signature, message().id());
    byte[] signed = EnvelopedSignature.verify(root, signature, shape, trusted);
    return new RequestDocument<>(gate, grammar, signed).message();
  }

  private static Parsed<AuthnRequestMessage> authnRequest(XmlElement root) throws RefusalException {
    AuthnRequestGrammar read = AuthnRequestGrammar.read(root);
    return new Parsed<>(read.message(), read.signature());
  }

  private static Parsed<LogoutRequestMessage> logoutRequest(XmlElement root)
      throws RefusalException {
    LogoutRequestGrammar read = LogoutRequestGrammar.read(root);
    return new Parsed<>(read.message(), read.signature());
  }

  @FunctionalInterface
  private interface Grammar<M extends RequestMessage> {
    Parsed<M> read(XmlElement root) throws RefusalException;
  }

  private record Parsed<M extends RequestMessage>(M message, Optional<XmlElement> signature) {}
}

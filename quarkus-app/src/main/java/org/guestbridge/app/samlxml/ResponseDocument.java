package org.guestbridge.app.samlxml;

import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * A Response in the accepted form: the elements and attributes of the grammar and nothing else,
 * over the whole document, before any signature is looked at.
 *
 * <p>{@link #message} is what anybody may have written. {@link #verified} gives what a trusted key
 * signed, read anew from the very bytes that were digested.
 */
public final class ResponseDocument {

  private final XmlGate gate;
  private final XmlElement root;
  private final ResponseGrammar grammar;

  private ResponseDocument(XmlGate gate, XmlElement root) throws RefusalException {
    this.gate = gate;
    this.root = root;
    this.grammar = ResponseGrammar.read(root);
    Optional<XmlElement> assertion = grammar.assertion();
    if (assertion.isPresent()) {
      requireOtherId(AssertionGrammar.read(assertion.get()), grammar.ids());
    }
  }

  /**
   * Reads a response.
   *
   * @param encoded the form field, still base64
   * @throws RefusalException RESPONSE_ENCODING, RESPONSE_OVERSIZED, XML_FORBIDDEN, XML_MALFORMED or
   *     RESPONSE_INVALID
   */
  public static ResponseDocument read(XmlGate gate, String encoded) throws RefusalException {
    try {
      return new ResponseDocument(gate, gate.parse(StrictBase64.decode(encoded)));
    } catch (RefusalException refusal) {
      throw recoded(refusal);
    }
  }

  /** The envelope as read. */
  public ResponseMessage message() {
    return grammar.message();
  }

  /** Whether the assertion is encrypted. */
  public boolean isEncrypted() {
    return grammar.encrypted().isPresent();
  }

  /**
   * The response as its signers saw it. Every signature there is has to verify. The assertion has
   * to be signed, or be enclosed in a signed response.
   *
   * @param decryption opens an encrypted assertion; absent refuses it
   * @throws RefusalException RESPONSE_UNSIGNED, RESPONSE_SIGNATURE, RESPONSE_ENCRYPTED,
   *     RESPONSE_DECRYPTION, and what {@link #read} throws, since what was signed is read again
   */
  public VerifiedResponse verified(TrustedKeys trusted, Optional<AssertionDecryption> decryption)
      throws RefusalException {
    try {
      return verify(trusted, decryption);
    } catch (RefusalException refusal) {
      throw recoded(refusal);
    }
  }

  private VerifiedResponse verify(TrustedKeys trusted, Optional<AssertionDecryption> decryption)
      throws RefusalException {
    Optional<XmlElement> signature = grammar.signature();
    if (signature.isEmpty()) {
      return enclosed(false, trusted, decryption);
    }
    SignatureShape shape = SignatureShape.read(signature.get(), message().id());
    byte[] signed = EnvelopedSignature.verify(root, signature.get(), shape, trusted);
    return new ResponseDocument(gate, gate.parse(signed)).enclosed(true, trusted, decryption);
  }

  private VerifiedResponse enclosed(
      boolean signed, TrustedKeys trusted, Optional<AssertionDecryption> decryption)
      throws RefusalException {
    XmlElement assertion = assertion(decryption);
    AssertionGrammar read = AssertionGrammar.read(assertion);
    requireOtherId(read, grammar.ids());
    Optional<XmlElement> signature = read.signature();
    if (signature.isPresent()) {
      SignatureShape shape = SignatureShape.read(signature.get(), read.message().id());
      byte[] bytes = EnvelopedSignature.verify(assertion, signature.get(), shape, trusted);
      read = AssertionGrammar.read(gate.parse(bytes));
    } else if (!signed) {
      throw new RefusalException(
          Code.RESPONSE_UNSIGNED, "neither the response nor the assertion is signed");
    }
    return new VerifiedResponse(message(), signed, read.message());
  }

  private XmlElement assertion(Optional<AssertionDecryption> decryption) throws RefusalException {
    Optional<EncryptedAssertion> encrypted = grammar.encrypted();
    if (encrypted.isEmpty()) {
      return grammar
          .assertion()
          .orElseThrow(() -> AuthnRequestGrammar.invalid("the response has no assertion"));
    }
    AssertionDecryption key =
        decryption.orElseThrow(
            () ->
                new RefusalException(
                    Code.RESPONSE_ENCRYPTED, "the assertion is encrypted and no key is set"));
    return gate.parse(key.decrypt(encrypted.get()));
  }

  private static void requireOtherId(AssertionGrammar assertion, Set<String> ids)
      throws RefusalException {
    if (ids.contains(assertion.message().id())) {
      throw AuthnRequestGrammar.invalid("an ID stands twice");
    }
  }

  /** The shared readers speak of requests. */
  private static RefusalException recoded(RefusalException refusal) {
    return switch (refusal.code()) {
      case SAML_REQUEST_INVALID ->
          new RefusalException(Code.RESPONSE_INVALID, refusal.detail(), refusal);
      case SAML_REQUEST_ENCODING ->
          new RefusalException(Code.RESPONSE_ENCODING, refusal.detail(), refusal);
      case SAML_SIGNATURE_INVALID ->
          new RefusalException(Code.RESPONSE_SIGNATURE, refusal.detail(), refusal);
      default -> refusal;
    };
  }
}

package org.guestbridge.app.downstream.saml;

import static org.guestbridge.app.downstream.saml.FormParameters.RELAY_STATE;
import static org.guestbridge.app.downstream.saml.FormParameters.SAML_ENCODING;
import static org.guestbridge.app.downstream.saml.FormParameters.SAML_REQUEST;
import static org.guestbridge.app.downstream.saml.FormParameters.SAML_RESPONSE;
import static org.guestbridge.app.downstream.saml.FormParameters.SIGNATURE;
import static org.guestbridge.app.downstream.saml.FormParameters.SIG_ALG;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.ReceivedRequest.QuerySignature;
import org.guestbridge.app.samlxml.AuthnRequestMessage;
import org.guestbridge.app.samlxml.Inflation;
import org.guestbridge.app.samlxml.LogoutRequestMessage;
import org.guestbridge.app.samlxml.RequestDocument;
import org.guestbridge.app.samlxml.RequestMessage;
import org.guestbridge.app.samlxml.StrictBase64;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * From the parameters of a binding to a request in the accepted form.
 *
 * @param <M> what the request says
 */
final class BindingDecoder<M extends RequestMessage> {

  /** Longest raw query read, in characters. */
  static final int MAX_QUERY = 32 * 1024;

  /** Longest raw form body read, in characters. */
  static final int MAX_BODY = 256 * 1024;

  /** Longest RelayState accepted, in bytes of UTF-8; one of exactly this length is accepted. */
  static final int MAX_RELAY_STATE = 512;

  private static final String DEFLATE = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

  private final XmlGate gate = new XmlGate();
  private final Reader<M> reader;

  private BindingDecoder(Reader<M> reader) {
    this.reader = reader;
  }

  /** A decoder of AuthnRequests. */
  static BindingDecoder<AuthnRequestMessage> ofAuthnRequests() {
    return new BindingDecoder<>(RequestDocument::authnRequest);
  }

  /** A decoder of LogoutRequests. */
  static BindingDecoder<LogoutRequestMessage> ofLogoutRequests() {
    return new BindingDecoder<>(RequestDocument::logoutRequest);
  }

  /** SAML bindings 3.4.4.1. */
  ReceivedRequest<M> redirect(String rawQuery) throws RefusalException {
    FormParameters query = FormParameters.read(rawQuery, MAX_QUERY);
    String request = onlyRequest(query);
    if (query.has(SIGNATURE) != query.has(SIG_ALG)) {
      throw new RefusalException(
          Code.SAML_SIGNATURE_INVALID, "one of Signature and SigAlg stands without the other");
    }
    Optional<String> relayState = relayState(query);
    if (!query.decoded(SAML_ENCODING).orElse(DEFLATE).equals(DEFLATE)) {
      throw new RefusalException(Code.SAML_REQUEST_ENCODING, "SAMLEncoding is not DEFLATE");
    }
    byte[] xml = Inflation.inflate(StrictBase64.decode(request));
    RequestDocument<M> document = reader.read(gate, xml);
    if (document.isSigned()) {
      // SAML bindings 3.4.4.1: a signature inside the message must be removed for this binding.
      throw new RefusalException(
          Code.SAML_REQUEST_INVALID, "an XML signature in the Redirect binding");
    }
    return new ReceivedRequest<>(document, relayState, querySignature(query));
  }

  /** SAML bindings 3.5.4. */
  ReceivedRequest<M> post(String rawBody) throws RefusalException {
    FormParameters form = FormParameters.read(rawBody, MAX_BODY);
    String request = onlyRequest(form);
    if (form.has(SIGNATURE) || form.has(SIG_ALG) || form.has(SAML_ENCODING)) {
      throw ambiguous("a parameter of the Redirect binding in the POST binding");
    }
    Optional<String> relayState = relayState(form);
    byte[] xml = StrictBase64.decode(request);
    return new ReceivedRequest<>(reader.read(gate, xml), relayState, Optional.empty());
  }

  private static String onlyRequest(FormParameters parameters) throws RefusalException {
    if (parameters.has(SAML_RESPONSE) || parameters.has("SAMLart")) {
      throw ambiguous("another SAML message besides SAMLRequest");
    }
    return parameters
        .decoded(SAML_REQUEST)
        .filter(request -> !request.isEmpty())
        .orElseThrow(() -> new RefusalException(Code.SAML_REQUEST_MISSING, "no SAMLRequest"));
  }

  private static Optional<String> relayState(FormParameters parameters) throws RefusalException {
    Optional<String> relayState = parameters.decoded(RELAY_STATE);
    if (relayState.isPresent()
        && relayState.get().getBytes(StandardCharsets.UTF_8).length > MAX_RELAY_STATE) {
      throw new RefusalException(
          Code.SAML_RELAY_STATE_OVERSIZED, "RelayState is over the size limit");
    }
    return relayState;
  }

  /** The signed text is rebuilt from the values as they stood, in the order of the standard. */
  private static Optional<QuerySignature> querySignature(FormParameters query)
      throws RefusalException {
    Optional<String> algorithm = query.decoded(SIG_ALG);
    Optional<String> signature = query.decoded(SIGNATURE);
    if (algorithm.isEmpty() || signature.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder signed = new StringBuilder();
    for (String name : new String[] {SAML_REQUEST, RELAY_STATE, SIG_ALG}) {
      query.raw(name).ifPresent(value -> append(signed, name, value));
    }
    return Optional.of(
        new QuerySignature(
            signed.toString().getBytes(StandardCharsets.UTF_8), algorithm.get(), signature.get()));
  }

  private static void append(StringBuilder signed, String name, String value) {
    signed.append(signed.isEmpty() ? "" : "&").append(name).append('=').append(value);
  }

  private static RefusalException ambiguous(String detail) {
    return new RefusalException(Code.SAML_PARAMETERS_AMBIGUOUS, detail);
  }

  @FunctionalInterface
  private interface Reader<M extends RequestMessage> {
    RequestDocument<M> read(XmlGate gate, byte[] xml) throws RefusalException;
  }
}

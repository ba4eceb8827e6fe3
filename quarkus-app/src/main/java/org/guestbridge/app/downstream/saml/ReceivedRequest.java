package org.guestbridge.app.downstream.saml;

import java.util.Optional;
import org.guestbridge.app.samlxml.DetachedSignature;
import org.guestbridge.app.samlxml.RequestDocument;
import org.guestbridge.app.samlxml.RequestMessage;
import org.guestbridge.app.samlxml.StrictBase64;
import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * A request as a binding brought it, not yet known to be anybody's.
 *
 * @param <M> what it says
 */
final class ReceivedRequest<M extends RequestMessage> {

  private final RequestDocument<M> document;
  private final Optional<String> relayState;
  private final Optional<QuerySignature> querySignature;

  ReceivedRequest(
      RequestDocument<M> document,
      Optional<String> relayState,
      Optional<QuerySignature> querySignature) {
    this.document = document;
    this.relayState = relayState;
    this.querySignature = querySignature;
  }

  /** What it says; anybody may have written it. */
  M claimed() {
    return document.message();
  }

  Optional<String> relayState() {
    return relayState;
  }

  boolean isSigned() {
    return document.isSigned() || querySignature.isPresent();
  }

  /**
   * What the service provider says. A signature that is there is checked, whether required or not
   * (SAML profiles 4.1.4.1).
   *
   * @throws RefusalException SAML_SIGNATURE_REQUIRED, SAML_SIGNATURE_UNVERIFIABLE or
   *     SAML_SIGNATURE_INVALID
   */
  M trusted(ServiceProvider provider, boolean signatureRequired) throws RefusalException {
    if (!isSigned()) {
      if (signatureRequired) {
        throw new RefusalException(Code.SAML_SIGNATURE_REQUIRED, "the request is not signed");
      }
      return claimed();
    }
    if (provider.keys().isEmpty()) {
      throw new RefusalException(
          Code.SAML_SIGNATURE_UNVERIFIABLE, "no certificate is configured for the downstream");
    }
    M message = verified(provider.keys());
    if (!message.issuer().equals(provider.entityId())) {
      throw new RefusalException(Code.SAML_SIGNATURE_INVALID, "another issuer was signed");
    }
    return message;
  }

  /**
   * What its signer signed.
   *
   * @throws RefusalException SAML_SIGNATURE_INVALID
   */
  private M verified(TrustedKeys trusted) throws RefusalException {
    if (querySignature.isEmpty()) {
      return document.verified(trusted);
    }
    querySignature.get().verify(trusted);
    return document.message();
  }

  /** The signature of the Redirect binding, over the raw characters of the query. */
  static final class QuerySignature {

    private final byte[] signed;
    private final String algorithm;
    private final String signature;

    QuerySignature(byte[] signed, String algorithm, String signature) {
      this.signed = signed;
      this.algorithm = algorithm;
      this.signature = signature;
    }

    private void verify(TrustedKeys trusted) throws RefusalException {
      byte[] value;
      try {
        value = StrictBase64.decode(signature);
      } catch (RefusalException e) {
        throw new RefusalException(Code.SAML_SIGNATURE_INVALID, "Signature is not base64", e);
      }
      DetachedSignature.verify(signed, algorithm, value, trusted);
    }
  }
}

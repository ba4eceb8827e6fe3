package org.guestbridge.app.downstream.saml;

import java.util.Optional;
import org.guestbridge.app.samlxml.AuthnRequestDocument;
import org.guestbridge.app.samlxml.AuthnRequestMessage;
import org.guestbridge.app.samlxml.DetachedSignature;
import org.guestbridge.app.samlxml.StrictBase64;
import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** A request as a binding brought it, not yet known to be anybody's. */
final class ReceivedRequest {

  private final AuthnRequestDocument document;
  private final Optional<String> relayState;
  private final Optional<QuerySignature> querySignature;

  ReceivedRequest(
      AuthnRequestDocument document,
      Optional<String> relayState,
      Optional<QuerySignature> querySignature) {
    this.document = document;
    this.relayState = relayState;
    this.querySignature = querySignature;
  }

  /** What it says; anybody may have written it. */
  AuthnRequestMessage claimed() {
    return document.message();
  }

  Optional<String> relayState() {
    return relayState;
  }

  boolean isSigned() {
    return document.isSigned() || querySignature.isPresent();
  }

  /**
   * What its signer signed.
   *
   * @throws RefusalException SAML_SIGNATURE_INVALID
   */
  AuthnRequestMessage verified(TrustedKeys trusted) throws RefusalException {
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

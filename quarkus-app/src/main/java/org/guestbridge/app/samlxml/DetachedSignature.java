package org.guestbridge.app.samlxml;

import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** The signature beside a message of the Redirect binding (SAML bindings 3.4.4.1). */
public final class DetachedSignature {

  private DetachedSignature() {}

  /**
   * Verifies.
   *
   * @param signed the bytes as they stood in the query
   * @throws RefusalException SAML_SIGNATURE_INVALID
   */
  public static void verify(
      byte[] signed, String algorithmUri, byte[] signature, TrustedKeys trusted)
      throws RefusalException {
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.of(algorithmUri)
            .orElseThrow(() -> invalid("SigAlg is not an allowed algorithm"));
    if (!trusted.anyVerifies(algorithm, signed, signature)) {
      throw invalid("no configured key verifies the query's signature");
    }
  }

  private static RefusalException invalid(String detail) {
    return new RefusalException(Code.SAML_SIGNATURE_INVALID, detail);
  }
}

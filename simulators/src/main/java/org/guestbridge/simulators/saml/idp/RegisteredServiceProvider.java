package org.guestbridge.simulators.saml.idp;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.saml.EncryptionTarget;
import org.guestbridge.simulators.saml.RedirectBinding;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlRefused;
import org.guestbridge.simulators.saml.SignatureCheck;
import org.w3c.dom.Element;

/**
 * A service provider as an administrator registered it.
 *
 * @param assertionConsumers compared as strings; the first is the default
 * @param singleLogout where logout messages go; empty means no logout
 * @param signatures what is signed in a response
 * @param requestCertificate verifies signed requests; a signature without it is not looked at
 * @param requestsMustBeSigned refuses an unsigned authentication request
 * @param encryption for whom assertions are encrypted; empty leaves them plain
 */
public record RegisteredServiceProvider(
    String entityId,
    List<String> assertionConsumers,
    Optional<String> singleLogout,
    Signatures signatures,
    Optional<X509Certificate> requestCertificate,
    boolean requestsMustBeSigned,
    Optional<EncryptionTarget> encryption) {

  /** What is signed in a response. */
  public enum Signatures {
    ASSERTION,
    RESPONSE,
    BOTH
  }

  public RegisteredServiceProvider {
    assertionConsumers = List.copyOf(assertionConsumers);
    if (assertionConsumers.isEmpty()) {
      throw new IllegalArgumentException("a service provider needs an assertion consumer");
    }
  }

  /** Signed assertions, no encryption, no logout, unsigned requests. */
  public static RegisteredServiceProvider of(String entityId, String... assertionConsumers) {
    return new RegisteredServiceProvider(
        entityId,
        List.of(assertionConsumers),
        Optional.empty(),
        Signatures.ASSERTION,
        Optional.empty(),
        false,
        Optional.empty());
  }

  public RegisteredServiceProvider withSingleLogout(String value) {
    return new RegisteredServiceProvider(
        entityId,
        assertionConsumers,
        Optional.of(value),
        signatures,
        requestCertificate,
        requestsMustBeSigned,
        encryption);
  }

  public RegisteredServiceProvider withSignatures(Signatures value) {
    return new RegisteredServiceProvider(
        entityId,
        assertionConsumers,
        singleLogout,
        value,
        requestCertificate,
        requestsMustBeSigned,
        encryption);
  }

  /** Requests are verified with this certificate, which then have to be signed. */
  public RegisteredServiceProvider withSignedRequests(X509Certificate certificate) {
    return new RegisteredServiceProvider(
        entityId,
        assertionConsumers,
        singleLogout,
        signatures,
        Optional.of(certificate),
        true,
        encryption);
  }

  public RegisteredServiceProvider withEncryption(EncryptionTarget value) {
    return new RegisteredServiceProvider(
        entityId,
        assertionConsumers,
        singleLogout,
        signatures,
        requestCertificate,
        requestsMustBeSigned,
        Optional.of(value));
  }

  /** Verifies the signature of a request that this service provider sent, if it has to have one. */
  void verify(Request request, Form form, Element root) throws SamlRefused, RequestRefused {
    boolean redirect = request.method().equals("GET");
    boolean signed =
        redirect
            ? RedirectBinding.signed(form)
            : Saml.child(root, Saml.SIGNATURE, "Signature").isPresent();
    if (!signed && requestsMustBeSigned) {
      throw RequestRefused.onPage("AADSTS76021: The request sent by client is not signed.");
    }
    if (signed && requestCertificate.isPresent()) {
      if (redirect) {
        RedirectBinding.verify(request.rawQuery(), form, requestCertificate.get().getPublicKey());
      } else {
        new SignatureCheck(requestCertificate.get(), true, false).verifyEnveloped(root);
      }
    }
  }
}

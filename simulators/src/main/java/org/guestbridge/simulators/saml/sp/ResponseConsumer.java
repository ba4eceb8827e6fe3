package org.guestbridge.simulators.saml.sp;

import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.saml.AssertionEncryption;
import org.guestbridge.simulators.saml.CheckedAssertion;
import org.guestbridge.simulators.saml.ReceivedResponse;
import org.guestbridge.simulators.saml.ResponseCheck;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlRefusal;
import org.guestbridge.simulators.saml.SamlRefused;
import org.guestbridge.simulators.saml.SignatureCheck;
import org.w3c.dom.Element;

/** Takes a response through gate, signatures, decryption, claims, request and replay. */
final class ResponseConsumer {
  private static final int MAXIMUM = 50_000;

  private final ServiceProviderSettings settings;
  private final String entityId;
  private final PrivateKey decryption;
  private final Map<String, String> awaited = bounded();
  private final Map<String, String> used = bounded();

  ResponseConsumer(ServiceProviderSettings settings, String entityId, PrivateKey decryption) {
    this.settings = settings;
    this.entityId = entityId;
    this.decryption = decryption;
  }

  synchronized void await(String requestId, String relayState) {
    awaited.put(requestId, relayState);
  }

  SpLogin consume(Form form, String address, SimulatedServiceProvider.IdentityProvider idp) {
    String relayState = form.value("RelayState").orElse("");
    if (form.repeated().isPresent() || form.value("SAMLResponse").isEmpty()) {
      return new SpLogin("MESSAGE_MISSING", "no SAMLResponse", Optional.empty(), relayState);
    }
    try {
      ReceivedResponse message = ReceivedResponse.read(form.value("SAMLResponse").orElse(""));
      List<String> status = ResponseCheck.statusCodes(message.response());
      if (!status.equals(List.of(Saml.SUCCESS))) {
        return new SpLogin(
            "STATUS_NOT_SUCCESS", String.join(" ", status), Optional.empty(), relayState);
      }
      CheckedAssertion assertion = check(message, address, idp);
      Optional<String> refusal = refusal(assertion, relayState);
      return refusal.isPresent()
          ? new SpLogin(refusal.get(), assertion.assertionId(), Optional.empty(), relayState)
          : new SpLogin("ACCEPTED", "", Optional.of(assertion), relayState);
    } catch (SamlRefused refused) {
      return new SpLogin(refused.reason().name(), refused.detail(), Optional.empty(), relayState);
    }
  }

  /** A signature over the response goes over the ciphertext and is verified before decryption. */
  private CheckedAssertion check(
      ReceivedResponse message, String address, SimulatedServiceProvider.IdentityProvider idp)
      throws SamlRefused {
    SignatureCheck signatures = new SignatureCheck(idp.certificate(), true, true);
    Optional<Element> encrypted = message.encryptedAssertion();
    if (settings.encryption()) {
      if (encrypted.isEmpty()) {
        throw new SamlRefused(SamlRefusal.NOT_ONE_ASSERTION, "not encrypted");
      }
      signatures.verifyEnveloped(message.response());
      message.replace(encrypted.get(), AssertionEncryption.decrypt(encrypted.get(), decryption));
      if (!signatures.verifyEnveloped(message.assertion())) {
        throw new SamlRefused(SamlRefusal.ASSERTION_NOT_SIGNED, "not signed");
      }
    } else {
      signatures.verify(message, message.assertion());
    }
    return new ResponseCheck(
            new ResponseCheck.Expected(
                Optional.of(idp.entityId()), entityId, address, settings.clockSkew()),
            settings.clock())
        .read(message.response(), message.assertion());
  }

  private synchronized Optional<String> refusal(CheckedAssertion assertion, String relayState) {
    if (used.putIfAbsent(assertion.assertionId(), "") != null) {
      return Optional.of("REPLAYED_ASSERTION");
    }
    Optional<String> asked = assertion.inResponseTo();
    if (asked.isEmpty()) {
      return settings.acceptUnsolicited() ? Optional.empty() : Optional.of("UNSOLICITED");
    }
    String expected = awaited.remove(asked.get());
    if (expected == null) {
      return Optional.of("UNKNOWN_IN_RESPONSE_TO");
    }
    return expected.equals(relayState) ? Optional.empty() : Optional.of("WRONG_RELAY_STATE");
  }

  private static Map<String, String> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
        return size() > MAXIMUM;
      }
    };
  }
}

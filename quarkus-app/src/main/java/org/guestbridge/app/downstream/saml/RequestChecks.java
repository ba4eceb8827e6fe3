package org.guestbridge.app.downstream.saml;

import java.time.InstantSource;
import java.util.Optional;
import org.guestbridge.app.samlxml.AuthnRequestMessage;
import org.guestbridge.app.samlxml.AuthnRequestMessage.NameIdPolicy;
import org.guestbridge.app.samlxml.AuthnRequestMessage.RequestedContext;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.SamlRegistration.Consumer;

/**
 * Whether a request may be answered, and whether it can be granted, check by check. The first that
 * fails decides.
 */
final class RequestChecks {

  private static final String POST_BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

  /** Leaves the choice to the identity provider (SAML core 8.3.1). */
  private static final String UNSPECIFIED_FORMAT = NameIdFormat.UNSPECIFIED.uri();

  private static final String UNSPECIFIED_CONTEXT =
      "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified";

  private final Addressing addressing;

  RequestChecks(String ssoUrl, InstantSource clock) {
    this.addressing = new Addressing(ssoUrl, clock);
  }

  /**
   * Whether the service provider may hear of this request at all, and where.
   *
   * @throws RefusalException SAML_DESTINATION_MISMATCH, SAML_REQUEST_STALE, SAML_ACS_UNKNOWN or
   *     SAML_BINDING_UNSUPPORTED
   */
  Consumer requireAnswerable(AuthnRequestMessage message, ServiceProvider provider, boolean signed)
      throws RefusalException {
    addressing.check(message, signed);
    return consumer(message, provider);
  }

  /** Why the request cannot be granted, if so (SAML core 3.4.1). */
  Optional<Code> unsupported(AuthnRequestMessage message, ServiceProvider provider) {
    if (message.namesSubject()) {
      return Optional.of(Code.SAML_SUBJECT_UNSUPPORTED);
    }
    if (!message.nameIdPolicy().map(p -> isOffered(p, provider)).orElse(true)) {
      return Optional.of(Code.SAML_NAMEID_UNSUPPORTED);
    }
    if (!message.context().map(RequestChecks::isPromised).orElse(true)) {
      return Optional.of(Code.SAML_AUTHN_CONTEXT_UNSUPPORTED);
    }
    if (message.passive()) {
      return Optional.of(Code.SAML_PASSIVE_UNSUPPORTED);
    }
    return Optional.empty();
  }

  /** SAML core 3.4.1: index excludes URL and binding. The answer goes to configuration only. */
  private static Consumer consumer(AuthnRequestMessage message, ServiceProvider provider)
      throws RefusalException {
    if (message.acsIndex().isPresent()
        && (message.acsUrl().isPresent() || message.protocolBinding().isPresent())) {
      throw new RefusalException(
          Code.SAML_ACS_UNKNOWN, "AssertionConsumerServiceIndex does not stand alone");
    }
    Consumer consumer =
        message.acsUrl().isPresent()
            ? provider.consumer(message.acsUrl().get())
            : provider.consumer(message.acsIndex());
    if (!message.protocolBinding().map(POST_BINDING::equals).orElse(true)) {
      throw new RefusalException(Code.SAML_BINDING_UNSUPPORTED, "ProtocolBinding is not HTTP-POST");
    }
    return consumer;
  }

  /** SAML core 3.4.1.1. A qualifier that names another provider asks for that one's identifier. */
  private static boolean isOffered(NameIdPolicy policy, ServiceProvider provider) {
    String offered = provider.settings().nameIdFormat().uri();
    return policy.format().map(f -> f.equals(offered) || f.equals(UNSPECIFIED_FORMAT)).orElse(true)
        && policy.spNameQualifier().map(provider.entityId()::equals).orElse(true);
  }

  /**
   * SAML core 3.3.2.2.1. Only {@code unspecified} is promised, compared exactly: how the upstream
   * convinced itself is not known here, so not even PasswordProtectedTransport is claimed.
   */
  private static boolean isPromised(RequestedContext context) {
    return context.comparison().equals("exact") && context.classes().contains(UNSPECIFIED_CONTEXT);
  }
}

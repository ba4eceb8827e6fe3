package org.guestbridge.app.samlxml;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an AuthnRequest says, well-formed but not yet believed (SAML core 3.4.1).
 *
 * @param id to be answered with InResponseTo
 * @param issueInstant when it says it was issued
 * @param issuer the entityID, untrimmed
 * @param destination the URL it is addressed to
 * @param forceAuthn whether a fresh sign-in is asked for
 * @param passive whether the person must not be asked
 * @param acsUrl the AssertionConsumerServiceURL asked for
 * @param acsIndex the AssertionConsumerServiceIndex asked for
 * @param protocolBinding the binding of the answer asked for
 * @param namesSubject whether it says who is to sign in
 * @param nameIdPolicy the NameID asked for
 * @param context the authentication context asked for
 */
public record AuthnRequestMessage(
    String id,
    Instant issueInstant,
    String issuer,
    Optional<String> destination,
    boolean forceAuthn,
    boolean passive,
    Optional<String> acsUrl,
    OptionalInt acsIndex,
    Optional<String> protocolBinding,
    boolean namesSubject,
    Optional<NameIdPolicy> nameIdPolicy,
    Optional<RequestedContext> context)
    implements RequestMessage {

  /**
   * The NameIDPolicy (SAML core 3.4.1.1). AllowCreate is read over: the broker has no NameID that
   * it could decline to create.
   */
  public record NameIdPolicy(Optional<String> format, Optional<String> spNameQualifier) {}

  /**
   * The RequestedAuthnContext (SAML core 3.3.2.2.1).
   *
   * @param comparison as written, {@code exact} when absent
   * @param classes the class references
   * @param declarations whether declarations were referenced instead
   */
  public record RequestedContext(String comparison, List<String> classes, boolean declarations) {

    public RequestedContext {
      classes = List.copyOf(classes);
    }
  }
}

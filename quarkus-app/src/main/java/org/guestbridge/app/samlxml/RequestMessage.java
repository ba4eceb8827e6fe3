package org.guestbridge.app.samlxml;

import java.time.Instant;
import java.util.Optional;

/** What every SAML request says, well-formed but not yet believed (SAML core 3.2.1). */
public sealed interface RequestMessage permits AuthnRequestMessage, LogoutRequestMessage {

  /** To be answered with InResponseTo. */
  String id();

  /** When it says it was issued. */
  Instant issueInstant();

  /** The entityID, untrimmed. */
  String issuer();

  /** The URL it is addressed to. */
  Optional<String> destination();
}

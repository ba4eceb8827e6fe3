package org.guestbridge.realm;

import java.util.List;
import java.util.Optional;

/**
 * Which unsolicited responses a service provider takes (SAML profiles section 4.1.5).
 *
 * @param relayStates the values that RelayState may have, compared character by character; when
 *     there are none, no RelayState is sent
 * @param defaultRelayState sent when nobody chose one; one of {@code relayStates}
 */
public record IdpInitiated(List<String> relayStates, Optional<String> defaultRelayState) {

  public IdpInitiated {
    relayStates = List.copyOf(relayStates);
    if (!defaultRelayState.map(relayStates::contains).orElse(true)) {
      throw new IllegalArgumentException("the default RelayState is not one of those allowed");
    }
  }

  /** Whether this value, chosen by anybody, may be sent. */
  public boolean allows(String relayState) {
    return relayStates.contains(relayState);
  }
}

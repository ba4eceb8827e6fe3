package org.guestbridge.keycloak.login;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.saml.common.constants.GeneralConstants;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A sign-in that the client did not ask for. It is opt-in, and takes the RelayStates that are
 * listed, or none: Keycloak itself would pass on whatever a link says.
 *
 * @param allowed the RelayStates listed; empty when the client takes no such sign-in
 * @param standard the one that Keycloak puts where there is none
 */
record UnsolicitedSignIn(Optional<Set<String>> allowed, Optional<String> standard) {

  private static UnsolicitedSignIn of(ClientModel client) {
    return new UnsolicitedSignIn(
        Optional.ofNullable(client.getAttribute(ExtensionNames.RELAY_STATES))
            .map(UnsolicitedSignIn::listed),
        Optional.ofNullable(client.getAttribute(SamlProtocol.SAML_IDP_INITIATED_SSO_RELAY_STATE)));
  }

  /** The RelayStates that the client attribute lists. */
  static Set<String> listed(String list) {
    return list.lines()
        .filter(state -> !state.equals(ExtensionNames.NO_RELAY_STATE))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether a sign-in may go on, if it is one of these.
   *
   * @throws RefusalException SAML_UNSOLICITED_REFUSED or SAML_RELAY_STATE_REFUSED
   */
  static void require(AuthenticationSessionModel authentication) throws RefusalException {
    String unsolicited = authentication.getClientNote(SamlProtocol.SAML_IDP_INITIATED_LOGIN);
    if (Boolean.parseBoolean(unsolicited)) {
      of(authentication.getClient())
          .require(Optional.ofNullable(authentication.getClientNote(GeneralConstants.RELAY_STATE)));
    }
  }

  /**
   * Whether a sign-in with this RelayState may go on.
   *
   * @throws RefusalException SAML_UNSOLICITED_REFUSED or SAML_RELAY_STATE_REFUSED
   */
  void require(Optional<String> relayState) throws RefusalException {
    Set<String> listed =
        allowed.orElseThrow(
            () ->
                new RefusalException(
                    Code.SAML_UNSOLICITED_REFUSED,
                    "the client lacks the attribute " + ExtensionNames.RELAY_STATES));
    if (relayState.isPresent()
        && !relayState.get().isEmpty()
        && !relayState.equals(standard)
        && !listed.contains(relayState.get())) {
      throw new RefusalException(Code.SAML_RELAY_STATE_REFUSED, "RelayState is not listed");
    }
  }
}

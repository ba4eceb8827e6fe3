package org.guestbridge.keycloak.upstream;

import java.util.Map;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.login.LoginPolicy;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.saml.SAMLEndpoint;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.JsonWebToken;

/**
 * What Keycloak verified, as the pipeline takes it.
 *
 * @param identity who signed in
 * @param mark what is used up by this sign-in
 */
record UpstreamMessage(VerifiedIdentity identity, OnceMark mark) {

  /**
   * Reads the message that brought the person back.
   *
   * @throws RefusalException {@code upstream_unsolicited} when it answers no departure of this
   *     browser, such as a token exchange; {@code callback_invalid} when it is of no protocol that
   *     is read here; otherwise as the readers of claims and attributes refuse
   */
  static UpstreamMessage read(
      KeycloakSession session,
      RealmModel realm,
      BrokeredIdentityContext context,
      LoginPolicy policy)
      throws RefusalException {
    if (context.getAuthenticationSession() == null) {
      throw unsolicited();
    }
    Map<String, Object> data = context.getContextData();
    if (data.get(OIDCIdentityProvider.VALIDATED_ID_TOKEN) instanceof JsonWebToken token) {
      return OidcMessage.read(token, context.getAuthenticationSession(), policy);
    }
    if (data.get(SAMLEndpoint.SAML_ASSERTION) instanceof AssertionType assertion) {
      return SamlMessage.read(assertion, ServiceProvider.of(session, realm, context), policy);
    }
    throw new RefusalException(
        Code.CALLBACK_INVALID, "The provider gave neither an ID token nor an assertion.");
  }

  static RefusalException unsolicited() {
    return new RefusalException(
        Code.UPSTREAM_UNSOLICITED, "The message answers no departure of this browser.");
  }
}

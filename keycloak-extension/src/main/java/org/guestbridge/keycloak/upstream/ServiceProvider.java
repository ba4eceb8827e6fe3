package org.guestbridge.keycloak.upstream;

import java.util.Optional;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.services.Urls;

/**
 * Keycloak's side of a sign-in by SAML.
 *
 * @param entityId the entityID that the identity provider knows Keycloak by
 * @param provider the identity provider's entityID, as configured
 * @param request the id of the AuthnRequest that this browser left with
 */
record ServiceProvider(String entityId, String provider, Optional<String> request) {

  static ServiceProvider of(
      KeycloakSession session, RealmModel realm, BrokeredIdentityContext context) {
    String configured = context.getIdpConfig().getConfig().getOrDefault("entityId", "");
    return new ServiceProvider(
        configured.isBlank()
            ? Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName())
            : configured,
        context.getIdpConfig().getConfig().getOrDefault("idpEntityId", ""),
        Optional.ofNullable(
            context.getAuthenticationSession().getClientNote(SamlProtocol.SAML_REQUEST_ID_BROKER)));
  }
}

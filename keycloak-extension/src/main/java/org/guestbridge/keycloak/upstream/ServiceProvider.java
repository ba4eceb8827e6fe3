package org.guestbridge.keycloak.upstream;

import java.util.Optional;
import org.guestbridge.keycloak.release.FreshSignIn;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.services.Urls;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Keycloak's side of a sign-in by SAML.
 *
 * @param entityId the entityID that the identity provider knows Keycloak by
 * @param provider the identity provider's entityID, as configured
 * @param request the id of the AuthnRequest that this browser left with
 * @param asked that the client asked for a fresh sign-in
 */
record ServiceProvider(
    String entityId, String provider, Optional<String> request, Optional<FreshSignIn> asked) {

  static ServiceProvider of(
      KeycloakSession session, RealmModel realm, BrokeredIdentityContext context) {
    AuthenticationSessionModel departure = context.getAuthenticationSession();
    String configured = context.getIdpConfig().getConfig().getOrDefault("entityId", "");
    return new ServiceProvider(
        configured.isBlank()
            ? Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName())
            : configured,
        context.getIdpConfig().getConfig().getOrDefault("idpEntityId", ""),
        Optional.ofNullable(departure.getClientNote(SamlProtocol.SAML_REQUEST_ID_BROKER)),
        FreshSignIn.parse(departure.getClientNote(FreshSignIn.NAME)));
  }
}

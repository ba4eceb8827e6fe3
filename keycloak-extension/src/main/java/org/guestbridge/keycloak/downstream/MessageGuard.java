package org.guestbridge.keycloak.downstream;

import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.keycloak.release.FreshSignIn;
import org.guestbridge.realm.NameIdFormat;
import org.keycloak.Config;
import org.keycloak.OAuth2Constants;
import org.keycloak.dom.saml.v2.protocol.AuthnRequestType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.dom.saml.v2.protocol.StatusResponseType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.protocol.saml.preprocessor.SamlAuthenticationPreprocessor;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Stands at both ends of each sign-in to a client of ours, whatever its mappers and flows are:
 * Keycloak runs it because the jar is there, not because a realm names it.
 *
 * <p>What a request asks in vain is kept as a note of the sign-in, which {@code keycloak.login}
 * refuses; the note outlives a restart of the sign-in. A finished response has to pass {@link
 * AssertionGuard}.
 */
public final class MessageGuard implements SamlAuthenticationPreprocessor {

  /** The client note with the code of what the request asked in vain. */
  public static final String REFUSED_REQUEST = "guestbridge.request.refused";

  /** For Keycloak, which finds it by its name. */
  public MessageGuard() {}

  @Override
  public AuthnRequestType beforeProcessingLoginRequest(
      AuthnRequestType request, AuthenticationSessionModel authentication) {
    ClientModel client = authentication.getClient();
    if (DownstreamClient.of(client).isPresent()) {
      Optional<NameIdFormat> offered =
          Optional.ofNullable(new SamlClient(client).getNameIDFormat()).flatMap(Formats::parse);
      RequestTerms.unsupported(request, offered, client.getClientId())
          .ifPresent(code -> authentication.setClientNote(REFUSED_REQUEST, code.text()));
      if (Boolean.TRUE.equals(request.isForceAuthn())) {
        demandFreshSignIn(authentication);
      }
    }
    return request;
  }

  /**
   * Keycloak passes the prompt on to OpenID providers, and {@code max_age} where the provider's
   * configuration lists it as a forwarded parameter. With it, {@code auth_time} is required of the
   * provider (OpenID Connect Core section 3.1.2.1).
   */
  private static void demandFreshSignIn(AuthenticationSessionModel authentication) {
    authentication.setClientNote(FreshSignIn.NAME, new FreshSignIn(Instant.now()).text());
    authentication.setClientNote(OAuth2Constants.PROMPT, "login");
    authentication.setClientNote(
        AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX
            + OIDCLoginProtocol.MAX_AGE_PARAM,
        "0");
  }

  @Override
  public StatusResponseType beforeSendingResponse(
      StatusResponseType response, AuthenticatedClientSessionModel clientSession) {
    ClientModel client = clientSession.getClient();
    if (DownstreamClient.of(client).isPresent()) {
      KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
      Optional<Grant> grant = Grant.of(session, clientSession);
      try {
        check(response, grant, clientSession);
      } catch (RefusalException refused) {
        throw RefusedAssertion.tell(session, client, grant, refused);
      } finally {
        Grant.forget(session);
      }
    }
    return response;
  }

  private static void check(
      StatusResponseType response,
      Optional<Grant> grant,
      AuthenticatedClientSessionModel clientSession)
      throws RefusalException {
    Grant granted =
        grant.orElseThrow(
            () -> new RefusalException(Code.RELEASE_MISSING, "no NameID was made of a release"));
    if (!(response instanceof ResponseType message)) {
      throw new RefusalException(Code.OUTPUT_GUARD, "the message is no response");
    }
    AssertionGuard.check(message, granted, clientSession.getRedirectUri());
  }

  @Override
  public SamlAuthenticationPreprocessor create(KeycloakSession session) {
    return this;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return "guestbridge-message-guard";
  }
}

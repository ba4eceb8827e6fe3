package org.guestbridge.keycloak.login;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.keycloak.downstream.ReleaseDesk;
import org.guestbridge.keycloak.page.Refusal;
import org.guestbridge.keycloak.page.RefusalPage;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.authentication.authenticators.broker.util.PostBrokerLoginConstants;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Gives a released person an account at first sight, with nothing to click: no review of the
 * profile, no linking page, and no way to take over an account that is there already.
 *
 * <p>{@link GuestAccounts} makes account and link in one transaction of its own. Keycloak's usual
 * end of this flow would link in a later request, where two first sign-ins of one person would
 * collide; so the sign-in goes on where it does when the link was there before.
 */
final class FirstLogin extends AbstractIdpAuthenticator {

  @Override
  protected void authenticateImpl(
      AuthenticationFlowContext context,
      SerializedBrokeredIdentityContext serialized,
      BrokeredIdentityContext brokered) {
    Optional<ReleaseNote> note =
        Optional.ofNullable(context.getAuthenticationSession().getClientNote(ReleaseNote.NAME))
            .flatMap(ReleaseNote::parse);
    try {
      ReleaseNote release =
          note.orElseThrow(() -> new RefusalException(Code.RELEASE_MISSING, "nobody was released"));
      UserModel user = account(context, serialized, brokered, release);
      proceed(context, serialized, brokered, user);
    } catch (RefusalException refused) {
      Refusal refusal =
          new ReleaseDesk(context.getSession()).refused(refused, context.getEvent(), note);
      context.forceChallenge(
          RefusalPage.of(context.getSession(), context.getAuthenticationSession(), refusal));
    }
  }

  @Override
  protected void actionImpl(
      AuthenticationFlowContext context,
      SerializedBrokeredIdentityContext serialized,
      BrokeredIdentityContext brokered) {
    authenticateImpl(context, serialized, brokered);
  }

  private static UserModel account(
      AuthenticationFlowContext context,
      SerializedBrokeredIdentityContext serialized,
      BrokeredIdentityContext brokered,
      ReleaseNote release)
      throws RefusalException {
    KeycloakSession session = context.getSession();
    RealmModel realm = context.getRealm();
    ReleasedIdentity identity = new ReleaseDesk(session).identity(release);
    FederatedIdentityModel link =
        new FederatedIdentityModel(
            brokered.getIdpConfig().getAlias(),
            brokered.getId(),
            brokered.getUsername(),
            brokered.getToken());
    GuestAccounts.Account account =
        new GuestAccounts(session, realm).ensure(identity, link, others(serialized));
    UserModel user = session.users().getUserById(realm, account.userId());
    if (user == null) {
      throw new RefusalException(Code.INTERNAL_ERROR, "the account was deleted meanwhile");
    }
    if (!user.isEnabled()) {
      throw new RefusalException(Code.KEYCLOAK_ACCOUNT_DISABLED, "the account is disabled");
    }
    if (account.created()) {
      context
          .getEvent()
          .clone()
          .event(EventType.REGISTER)
          .user(user)
          .removeDetail(Details.USERNAME)
          .removeDetail(Details.IDENTITY_PROVIDER_USERNAME)
          .detail(Details.REGISTER_METHOD, "broker")
          .detail(Details.IDENTITY_PROVIDER, link.getIdentityProvider())
          .success();
    }
    return user;
  }

  /** What the mappers wish to keep with the account, beyond what the registry decides. */
  private static Map<String, List<String>> others(SerializedBrokeredIdentityContext serialized) {
    return serialized.getAttributes().entrySet().stream()
        .filter(entry -> !GuestAccounts.OWN.contains(entry.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }

  private static void proceed(
      AuthenticationFlowContext context,
      SerializedBrokeredIdentityContext serialized,
      BrokeredIdentityContext brokered,
      UserModel user) {
    AuthenticationSessionModel authentication = context.getAuthenticationSession();
    authentication.setAuthenticatedUser(user);
    authentication.removeAuthNote(BROKERED_CONTEXT_NOTE);
    serialized.saveToAuthenticationSession(
        authentication, PostBrokerLoginConstants.PBL_BROKERED_IDENTITY_CONTEXT);
    authentication.setAuthNote(PostBrokerLoginConstants.PBL_AFTER_FIRST_BROKER_LOGIN, "true");
    authentication.setAuthNote(
        PostBrokerLoginConstants.PBL_AUTH_STATE_PREFIX + brokered.getIdpConfig().getAlias(),
        "true");
    context.forceChallenge(
        LoginActionsService.redirectToAfterBrokerLoginEndpoint(
            context.getSession(), context.getRealm(), context.getUriInfo(), authentication, false));
  }

  @Override
  public boolean requiresUser() {
    return false;
  }

  @Override
  public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
    return true;
  }
}

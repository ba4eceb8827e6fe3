package org.guestbridge.keycloak.login;

import java.util.Optional;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.keycloak.downstream.DownstreamClient;
import org.guestbridge.keycloak.downstream.ReleaseDesk;
import org.guestbridge.keycloak.page.Refusal;
import org.guestbridge.keycloak.page.RefusalPage;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Demands a fresh release at the end of every flow, before Keycloak makes a session. Keycloak asks
 * each required action of a realm whether there is something left to do, whichever way a person
 * came: by the browser flow, by an identity provider unasked, by a registration or a password
 * reset.
 */
final class ReleaseDemand implements RequiredActionProvider {

  @Override
  public void evaluateTriggers(RequiredActionContext context) {
    AuthenticationSessionModel authentication = context.getAuthenticationSession();
    Optional<DownstreamClient> client = DownstreamClient.of(authentication.getClient());
    if (client.isEmpty()) {
      return;
    }
    try {
      release(context, client.get());
      authentication.removeRequiredAction(ExtensionNames.RELEASE_ACTION_ALIAS);
      takeSessionOver(context);
    } catch (RefusalException refused) {
      authentication.addRequiredAction(ExtensionNames.RELEASE_ACTION_ALIAS);
    }
  }

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    Optional<DownstreamClient> client =
        DownstreamClient.of(context.getAuthenticationSession().getClient());
    try {
      if (client.isPresent()) {
        release(context, client.get());
      }
      context.ignore();
    } catch (RefusalException refused) {
      Refusal refusal =
          new ReleaseDesk(context.getSession())
              .refused(refused, context.getEvent(), note(context).flatMap(ReleaseNote::parse));
      context.challenge(
          RefusalPage.of(context.getSession(), context.getAuthenticationSession(), refusal));
    }
  }

  @Override
  public void processAction(RequiredActionContext context) {
    requiredActionChallenge(context);
  }

  private static void release(RequiredActionContext context, DownstreamClient client)
      throws RefusalException {
    BrokeredLogin.requireGrantable(context.getAuthenticationSession());
    new ReleaseDesk(context.getSession()).require(note(context), client, context.getUser());
  }

  private static Optional<String> note(RequiredActionContext context) {
    return Optional.ofNullable(context.getAuthenticationSession().getClientNote(ReleaseNote.NAME));
  }

  /**
   * Keycloak refuses a sign-in on top of another person's session in the same browser. Whoever just
   * proved who they are at the identity provider takes the browser over; the other's session begins
   * anew as theirs, without anything that hung on it.
   */
  private static void takeSessionOver(RequiredActionContext context) {
    KeycloakSession session = context.getSession();
    RealmModel realm = context.getRealm();
    AuthenticationSessionModel authentication = context.getAuthenticationSession();
    UserSessionModel running =
        session.sessions().getUserSession(realm, authentication.getParentSession().getId());
    if (running != null
        && running.getUser() != null
        && !running.getUser().equals(context.getUser())) {
      running.restartSession(
          realm,
          context.getUser(),
          context.getUser().getUsername(),
          context.getConnection().getRemoteHost(),
          authentication.getProtocol(),
          false,
          authentication.getAuthNote(AuthenticationProcessor.BROKER_SESSION_ID),
          authentication.getAuthNote(AuthenticationProcessor.BROKER_USER_ID));
    }
  }

  @Override
  public void close() {}
}

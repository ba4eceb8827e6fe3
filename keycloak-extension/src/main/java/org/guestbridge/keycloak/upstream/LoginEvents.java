package org.guestbridge.keycloak.upstream;

import org.guestbridge.keycloak.page.Refusal;
import org.guestbridge.keycloak.page.RefusalEvent;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Every decision in Keycloak's event log and the server's log, without any personal value. */
final class LoginEvents {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.refusals");

  private final KeycloakSession session;
  private final RealmModel realm;
  private final BrokeredIdentityContext context;

  LoginEvents(KeycloakSession session, RealmModel realm, BrokeredIdentityContext context) {
    this.session = session;
    this.realm = realm;
    this.context = context;
  }

  void released(ReleaseNote note) {
    event(note.correlationId())
        .detail("binding", note.binding().toString())
        .detail("rule", note.rule())
        .detail("downstream", note.downstream())
        .success();
  }

  /** A refusal stands whether or not the event log takes it. */
  void refused(Refusal refusal) {
    LOG.infof(
        "refused code=%s realm=%s upstream=%s correlationId=%s: %s",
        refusal.code().text(),
        realm.getName(),
        context.getIdpConfig().getAlias(),
        refusal.correlationId(),
        refusal.detail());
    try {
      event(refusal.correlationId())
          .detail("code", refusal.code().text())
          .detail(Details.REASON, refusal.detail())
          .error(refusal.code().text());
    } catch (RuntimeException unwritten) {
      LOG.warnf(
          "event not written correlationId=%s: %s",
          refusal.correlationId(), unwritten.getClass().getName());
    }
  }

  private EventBuilder event(String correlationId) {
    EventBuilder event =
        new EventBuilder(realm, session, session.getContext().getConnection())
            .event(EventType.IDENTITY_PROVIDER_LOGIN)
            .detail(Details.IDENTITY_PROVIDER, context.getIdpConfig().getAlias())
            .detail(RefusalEvent.CORRELATION_ID, correlationId);
    @Nullable AuthenticationSessionModel authentication = context.getAuthenticationSession();
    return authentication == null ? event : event.client(authentication.getClient());
  }
}

package org.guestbridge.keycloak.upstream;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.LoginAttempt;
import org.guestbridge.core.broker.LoginOutcome;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.keycloak.page.Refusal;
import org.guestbridge.keycloak.page.RefusalPage;
import org.guestbridge.keycloak.policy.LoginPolicies;
import org.guestbridge.keycloak.registry.Registry;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.guestbridge.realm.login.LoginPolicy;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.ClientModel;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorPageException;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * One person coming back from an identity provider: read, decided, and either refused with a page
 * or written into the context that Keycloak goes on with.
 */
final class UpstreamLogin {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.login");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Set while a signed-in user links another account; the person is somebody already then. */
  private static final String LINKING = "LINKING_IDENTITY_PROVIDER";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final IdentityProviderMapperModel mapper;
  private final BrokeredIdentityContext context;
  private final LoginPolicies policies;
  private final AuditBudget budget;
  private final LoginEvents events;
  private final String correlationId;

  UpstreamLogin(
      KeycloakSession session,
      RealmModel realm,
      IdentityProviderMapperModel mapper,
      BrokeredIdentityContext context,
      LoginPolicies policies,
      AuditBudget budget) {
    this.session = session;
    this.realm = realm;
    this.mapper = mapper;
    this.context = context;
    this.policies = policies;
    this.budget = budget;
    this.events = new LoginEvents(session, realm, context);
    this.correlationId = newCorrelationId();
  }

  private static String newCorrelationId() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Decides. Returns when the person is released.
   *
   * @throws ErrorPageException with the page of the refusal
   */
  void decide() {
    @Nullable AuthenticationSessionModel authentication = context.getAuthenticationSession();
    if (authentication != null) {
      authentication.removeClientNote(ReleaseNote.NAME);
    }
    try {
      LoginPolicy policy = policies.inForce(realm, context.getIdpConfig(), mapper);
      run(policy, brokerOf(policy));
    } catch (RefusalException refused) {
      throw page(Refusal.of(refused, correlationId));
    } catch (ErrorPageException page) {
      throw page;
    } catch (RuntimeException defect) {
      LOG.errorf("login failed correlationId=%s: %s", correlationId, placeOf(defect));
      throw page(
          Refusal.of(
              new RefusalException(Code.INTERNAL_ERROR, "Something failed."), correlationId));
    }
  }

  private Broker brokerOf(LoginPolicy policy) throws RefusalException {
    return new Broker(
        session.getProvider(Registry.class).ledger(),
        policy.realm(),
        policy::rules,
        policy.changedHumanPolicies(),
        budget.of(policy.realm()));
  }

  private void run(LoginPolicy policy, Broker broker) throws RefusalException {
    UpstreamMessage message;
    try {
      requireOrdinaryLogin();
      message = UpstreamMessage.read(session, realm, context, policy);
    } catch (RefusalException refused) {
      audit(broker, refused);
      throw refused;
    }
    LoginOutcome outcome =
        broker.login(
            new LoginAttempt(message.identity(), message.mark(), downstream(), correlationId));
    if (outcome instanceof LoginOutcome.Refused refused) {
      throw page(
          new Refusal(refused.code(), refused.code().cause(), refused.message(), correlationId));
    }
    release(policy, message, (LoginOutcome.Released) outcome);
  }

  private void audit(Broker broker, RefusalException refused) {
    try {
      broker.refused(refused.code(), correlationId, Optional.empty());
    } catch (LedgerUnavailableException unavailable) {
      LOG.warnf("a refusal is not in the audit log correlationId=%s", correlationId);
    }
  }

  private void requireOrdinaryLogin() throws RefusalException {
    @Nullable AuthenticationSessionModel authentication = context.getAuthenticationSession();
    if (authentication != null && authentication.getAuthNote(LINKING) != null) {
      throw new RefusalException(
          Code.UPSTREAM_UNSOLICITED, "Accounts of this provider are never linked by hand.");
    }
  }

  private void release(LoginPolicy policy, UpstreamMessage message, LoginOutcome.Released outcome)
      throws RefusalException {
    ReleasedIdentity released = outcome.identity();
    BrokeredUser user = BrokeredUser.of(released, message.identity());
    context.setId(FederatedId.of(message.identity().subject()));
    context.setLegacyId(null);
    user.writeTo(context);
    user.writeToLinked(
        session,
        realm,
        new FederatedIdentityModel(
            context.getIdpConfig().getAlias(), context.getId(), context.getUsername()));
    ReleaseNote note =
        new ReleaseNote(
            released.internalId(),
            downstream(),
            policy.upstream(),
            outcome.rule(),
            released.names().givenName(),
            released.names().surname(),
            released.groups(),
            correlationId,
            Instant.now());
    context.getAuthenticationSession().setClientNote(ReleaseNote.NAME, note.toJson());
    events.released(note);
  }

  private String downstream() {
    ClientModel client = context.getAuthenticationSession().getClient();
    @Nullable String named = client.getAttribute(ExtensionNames.DOWNSTREAM);
    return named == null || named.isBlank() ? client.getClientId() : named;
  }

  private ErrorPageException page(Refusal refusal) {
    events.refused(refusal);
    return new ErrorPageException(
        RefusalPage.of(session, context.getAuthenticationSession(), refusal));
  }

  /** Where it broke: an exception's message may hold a person's values. */
  private static String placeOf(RuntimeException defect) {
    StackTraceElement[] trace = defect.getStackTrace();
    return defect.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}

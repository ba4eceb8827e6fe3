package org.guestbridge.keycloak.policy;

import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelValidationException;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorResponse;

/**
 * Keeps a login policy that does not compile, or an identity provider that a policy cannot rely on,
 * from being saved or imported.
 *
 * <p>Keycloak asks nobody before it saves an identity-provider mapper. It does send an admin event
 * in the same transaction, so what is wrong is found there and breaks the commit; the answer names
 * every problem. The events come in every realm, whatever its event settings. A new realm is
 * checked when Keycloak says that it has been made, before that commits.
 */
public final class PolicyGuard implements EventListenerProviderFactory {

  private static final Set<ResourceType> WATCHED =
      Set.of(
          ResourceType.IDENTITY_PROVIDER,
          ResourceType.IDENTITY_PROVIDER_MAPPER,
          ResourceType.REALM);

  private final PolicyCheck check = new PolicyCheck(new LoginPolicies());

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(
        event -> {
          if (event instanceof RealmModel.RealmPostCreateEvent created) {
            refuse(check.complaints(created.getKeycloakSession(), created.getCreatedRealm()));
          }
        });
  }

  private static void refuse(String complaints) {
    if (!complaints.isEmpty()) {
      throw new ModelValidationException(complaints);
    }
  }

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return new EventListenerProvider() {
      @Override
      public void onEvent(Event event) {}

      @Override
      public void onEvent(AdminEvent event, boolean withRepresentation) {
        if (isChange(event)) {
          look(session, event);
        }
      }

      @Override
      public void close() {}
    };
  }

  private static boolean isChange(AdminEvent event) {
    return WATCHED.contains(event.getResourceType())
        && (event.getOperationType() == OperationType.CREATE
            || event.getOperationType() == OperationType.UPDATE);
  }

  private void look(KeycloakSession session, AdminEvent event) {
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    String complaints = realm == null ? "" : check.complaints(session, realm);
    if (!complaints.isEmpty()) {
      session.getTransactionManager().enlistPrepare(new BrokenCommit(complaints));
    }
  }

  /** Fails before anything else commits. */
  private static final class BrokenCommit extends AbstractKeycloakTransaction {

    private final String complaints;

    BrokenCommit(String complaints) {
      this.complaints = complaints;
    }

    @Override
    protected void commitImpl() {
      throw ErrorResponse.error(complaints, Response.Status.BAD_REQUEST);
    }

    @Override
    protected void rollbackImpl() {}
  }

  @Override
  public boolean isGlobal() {
    return true;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return "guestbridge-policy-guard";
  }
}

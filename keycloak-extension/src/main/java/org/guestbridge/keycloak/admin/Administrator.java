package org.guestbridge.keycloak.admin;

import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.AdminRoot;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/**
 * Whoever presents an access token, and what they may do in one realm. The token is checked by
 * Keycloak as for its own admin interface; it is one of the realm itself or of the realm that
 * administers all. Cookies count for nothing.
 */
final class Administrator {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.admin");
  private static final String RESOURCE_TYPE = "GUESTBRIDGE_ALIAS";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminAuth auth;
  private final AdminPermissionEvaluator permissions;

  private Administrator(
      KeycloakSession session,
      RealmModel realm,
      AdminAuth auth,
      AdminPermissionEvaluator permissions) {
    this.session = session;
    this.realm = realm;
    this.auth = auth;
    this.permissions = permissions;
  }

  /**
   * Who asks.
   *
   * @param session of the request, with its untrusted headers
   * @param realm whose bindings are asked for; the session's realm afterwards
   * @throws RefusalException {@code admin_unauthorized} without a valid token; {@code
   *     admin_forbidden} with one of a realm that does not administer {@code realm}
   */
  static Administrator of(KeycloakSession session, RealmModel realm) throws RefusalException {
    AdminAuth auth = authenticated(session, realm);
    boolean own = auth.getRealm().getId().equals(realm.getId());
    if (!own && !auth.getRealm().getName().equals(Config.getAdminRealm())) {
      throw forbidden("The token is another realm's.");
    }
    return new Administrator(
        session, realm, auth, AdminPermissions.evaluator(session, realm, auth));
  }

  /** Keycloak throws for a token that it refuses, and for one whose claims it cannot read. */
  private static AdminAuth authenticated(KeycloakSession session, RealmModel realm)
      throws RefusalException {
    try {
      return AdminRoot.authenticateRealmAdminRequest(session);
    } catch (RuntimeException refused) {
      LOG.debugf("no administrator realm=%s: %s", realm.getName(), refused.getClass().getName());
      throw new RefusalException(Code.ADMIN_UNAUTHORIZED, "", refused);
    } finally {
      session.getContext().setRealm(realm);
    }
  }

  /**
   * Needs a role to look and to explain.
   *
   * @throws RefusalException {@code admin_forbidden}
   */
  void requireView() throws RefusalException {
    if (!permissions.hasOneAdminRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS)) {
      throw forbidden("This takes the role view-users of the realm.");
    }
  }

  /**
   * Needs the role to change bindings.
   *
   * @throws RefusalException {@code admin_forbidden}
   */
  void requireManage() throws RefusalException {
    if (!permissions.hasOneAdminRole(AdminRoles.MANAGE_USERS)) {
      throw forbidden("This takes the role manage-users of the realm.");
    }
  }

  /** The name in the audit log: the id of the administrator's user, no personal value. */
  String actor() {
    return auth.getUser().getId();
  }

  /** Writes an order that was carried out into Keycloak's log of administrators' events. */
  void ordered(AliasOrder order, String binding) {
    new AdminEventBuilder(realm, auth, session, session.getContext().getConnection())
        .operation(OperationType.ACTION)
        .resource(RESOURCE_TYPE)
        .resourcePath(AdminResourceFactory.ID, "aliases", binding, order.text())
        .success();
  }

  private static RefusalException forbidden(String detail) {
    return new RefusalException(Code.ADMIN_FORBIDDEN, detail);
  }
}

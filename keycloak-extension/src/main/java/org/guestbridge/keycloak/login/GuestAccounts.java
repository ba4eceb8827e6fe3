package org.guestbridge.keycloak.login;

import jakarta.transaction.RollbackException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.keycloak.downstream.Entitlement;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The Keycloak accounts of released people: named by their alias, marked with their binding, linked
 * to the identity provider they came from.
 *
 * <p>Two first sign-ins of one person, on two nodes, race to one account. Keycloak's unique
 * constraints let one of them win; the loser's transaction is spoilt, which is why each try has one
 * of its own. The loser looks again and finds what the winner made.
 */
final class GuestAccounts {

  /** The attributes that are the registry's to decide. */
  static final Set<String> OWN =
      Set.of(
          UserModel.USERNAME,
          UserModel.EMAIL,
          UserModel.FIRST_NAME,
          UserModel.LAST_NAME,
          Entitlement.Account.BINDING);

  private static final Logger LOG = Logger.getLogger("org.guestbridge.login");

  private static final int TRIES = 3;
  private static final int MAX_CAUSES = 16;

  private final KeycloakSession session;
  private final String realmId;

  GuestAccounts(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realmId = realm.getId();
  }

  /**
   * An account that is linked.
   *
   * @param userId its id
   * @param created whether it was made just now
   */
  record Account(String userId, boolean created) {}

  /**
   * The account of a released person, made and linked when there is none. It is committed on
   * return.
   *
   * @param identity who they are downstream
   * @param link who they are at the identity provider
   * @param others what else to keep with a new account
   * @throws RefusalException KEYCLOAK_ACCOUNT_CONFLICT when an account that is not theirs has their
   *     alias as name or mail; INTERNAL_ERROR when Keycloak cannot make the account
   */
  Account ensure(
      ReleasedIdentity identity, FederatedIdentityModel link, Map<String, List<String>> others)
      throws RefusalException {
    for (int left = TRIES - 1; ; left--) {
      try {
        Found found =
            KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> look(own, identity, link, others),
                "guestbridge account");
        if (found.account() == null) {
          throw new RefusalException(
              Code.KEYCLOAK_ACCOUNT_CONFLICT, "an account that is not theirs has the alias");
        }
        return found.account();
      } catch (RuntimeException failure) {
        if (left == 0 || !isAny(failure, ModelException.class, RollbackException.class)) {
          throw unmade(failure);
        }
        LOG.debugf("an account was made meanwhile: %s", failure.getClass().getName());
      }
    }
  }

  /** Keycloak says the same of a lost race and of an address that several accounts have. */
  private static RefusalException unmade(RuntimeException failure) {
    LOG.errorf("no account was made: %s", failure.getClass().getName());
    return isAny(failure, ModelDuplicateException.class)
        ? new RefusalException(
            Code.KEYCLOAK_ACCOUNT_CONFLICT, "accounts that are not theirs have the alias", failure)
        : new RefusalException(Code.INTERNAL_ERROR, "the account could not be made", failure);
  }

  /**
   * Whether one of these is behind a failure. Keycloak turns most of what a database says into an
   * exception of its own, but not all that comes up when a transaction ends.
   */
  private static boolean isAny(Throwable failure, Class<?>... kinds) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MAX_CAUSES)
        .anyMatch(each -> Stream.of(kinds).anyMatch(kind -> kind.isInstance(each)));
  }

  private record Found(@Nullable Account account) {}

  private Found look(
      KeycloakSession own,
      ReleasedIdentity identity,
      FederatedIdentityModel link,
      Map<String, List<String>> others) {
    RealmModel realm = own.realms().getRealm(realmId);
    own.getContext().setRealm(realm);
    UserProvider users = own.users();
    UserModel linked = users.getUserByFederatedIdentity(realm, link);
    if (linked != null) {
      return new Found(new Account(linked.getId(), false));
    }
    String address = identity.address().value();
    UserModel named = users.getUserByUsername(realm, address);
    UserModel mailed = users.getUserByEmail(realm, address);
    if (named == null && mailed == null) {
      return new Found(new Account(create(users, realm, identity, link, others), true));
    }
    if (!isTheirs(named, identity) || !isTheirs(mailed, identity)) {
      return new Found(null);
    }
    UserModel theirs = Objects.requireNonNull(named == null ? mailed : named);
    users.removeFederatedIdentity(realm, theirs, link.getIdentityProvider());
    users.addFederatedIdentity(realm, theirs, link);
    return new Found(new Account(theirs.getId(), false));
  }

  /** Whether an account, if there is one, was made for the same binding. */
  private static boolean isTheirs(@Nullable UserModel user, ReleasedIdentity identity) {
    return user == null
        || identity
            .internalId()
            .toString()
            .equals(user.getFirstAttribute(Entitlement.Account.BINDING));
  }

  private static String create(
      UserProvider users,
      RealmModel realm,
      ReleasedIdentity identity,
      FederatedIdentityModel link,
      Map<String, List<String>> others) {
    String address = identity.address().value();
    UserModel user = users.addUser(realm, null, address, true, false);
    user.setEnabled(true);
    user.setEmail(address);
    user.setEmailVerified(true);
    user.setFirstName(identity.names().givenName());
    user.setLastName(identity.names().surname());
    others.forEach(user::setAttribute);
    user.setSingleAttribute(Entitlement.Account.BINDING, identity.internalId().toString());
    users.addFederatedIdentity(realm, user, link);
    return user.getId();
  }
}

package org.guestbridge.keycloak.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/**
 * How a realm is set up, as far as it decides by which ways a sign-in can end.
 *
 * @param selfRegistration whether people may make an account by themselves
 * @param passwordReset whether people may have a new password sent
 * @param actions the required actions in force
 */
record RealmSetUp(boolean selfRegistration, boolean passwordReset, Set<Action> actions) {

  /**
   * A required action in force.
   *
   * @param alias its name in the realm
   * @param provider what carries it out
   */
  record Action(String alias, String provider) {}

  static RealmSetUp of(RealmModel realm) {
    return new RealmSetUp(
        realm.isRegistrationAllowed(),
        realm.isResetPasswordAllowed(),
        realm
            .getRequiredActionProvidersStream()
            .filter(RequiredActionProviderModel::isEnabled)
            .map(action -> new Action(action.getAlias(), action.getProviderId()))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Whether a sign-in can end only by our ways, even in a server that lost our jar.
   *
   * @throws RefusalException KEYCLOAK_REALM_UNFIT, naming everything that is wrong
   */
  void require() throws RefusalException {
    List<String> problems = new ArrayList<>();
    if (selfRegistration) {
      problems.add("registrationAllowed is true");
    }
    if (passwordReset) {
      problems.add("resetPasswordAllowed is true");
    }
    if (!actions.contains(
        new Action(ExtensionNames.RELEASE_ACTION_ALIAS, ExtensionNames.RELEASE_ACTION))) {
      problems.add(
          "the required action "
              + ExtensionNames.RELEASE_ACTION_ALIAS
              + " is not enabled with the provider "
              + ExtensionNames.RELEASE_ACTION);
    }
    if (!problems.isEmpty()) {
      throw new RefusalException(Code.KEYCLOAK_REALM_UNFIT, String.join("; ", problems));
    }
  }
}

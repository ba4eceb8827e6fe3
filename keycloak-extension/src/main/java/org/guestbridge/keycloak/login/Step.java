package org.guestbridge.keycloak.login;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/**
 * One execution of a flow that is not disabled.
 *
 * @param authenticator the provider's name; empty for a flow within the flow
 * @param required whether it has to succeed
 */
record Step(String authenticator, boolean required) {

  /** The enabled executions of a flow; none when there is no such flow. */
  static List<Step> of(RealmModel realm, @Nullable String flow) {
    if (flow == null) {
      return List.of();
    }
    return realm
        .getAuthenticationExecutionsStream(flow)
        .filter(execution -> !execution.isDisabled())
        .map(
            execution ->
                new Step(
                    execution.getAuthenticator() == null || execution.isAuthenticatorFlow()
                        ? ""
                        : execution.getAuthenticator(),
                    execution.isRequired()))
        .toList();
  }

  /** Whether a flow consists of one authenticator, and that one has to succeed. */
  static boolean isOnly(List<Step> flow, String authenticator) {
    return flow.equals(List.of(new Step(authenticator, true)));
  }
}

package org.guestbridge.keycloak.login;

import java.util.ArrayList;
import java.util.List;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How an identity provider is set up, as far as it decides whether its people meet the rules.
 *
 * @param alias its name in Keycloak
 * @param displayName what people know it by
 * @param enabled whether it may be used
 * @param linkOnly whether it is for accounts that exist already
 * @param lasting whether Keycloak keeps the accounts of its people
 * @param loginMappers how many mappers decide who is let in
 * @param firstLogin the flow of a person's first sign-in
 * @param postLogin the flow after each sign-in
 */
record UpstreamSetUp(
    String alias,
    String displayName,
    boolean enabled,
    boolean linkOnly,
    boolean lasting,
    long loginMappers,
    List<Step> firstLogin,
    List<Step> postLogin) {

  static UpstreamSetUp of(KeycloakSession session, RealmModel realm, IdentityProviderModel model) {
    String name = model.getDisplayName();
    return new UpstreamSetUp(
        model.getAlias(),
        name == null || name.isBlank() ? model.getAlias() : name,
        model.isEnabled(),
        Boolean.TRUE.equals(model.isLinkOnly()),
        !model.isTransientUsers(),
        session
            .identityProviders()
            .getMappersByAliasStream(model.getAlias())
            .filter(
                mapper -> ExtensionNames.LOGIN_MAPPER.equals(mapper.getIdentityProviderMapper()))
            .count(),
        Step.of(realm, model.getFirstBrokerLoginFlowId()),
        Step.of(realm, model.getPostBrokerLoginFlowId()));
  }

  /**
   * Whether people may be sent there.
   *
   * @throws RefusalException KEYCLOAK_UPSTREAM_UNFIT, naming everything that is wrong
   */
  void require() throws RefusalException {
    List<String> problems = new ArrayList<>();
    unless(enabled, problems, "it is disabled");
    unless(!linkOnly, problems, "it is for account linking only");
    unless(lasting, problems, "it does not store users");
    unless(loginMappers == 1, problems, "it has not one mapper " + ExtensionNames.LOGIN_MAPPER);
    unless(
        Step.isOnly(firstLogin, ExtensionNames.FIRST_LOGIN),
        problems,
        "its first login flow is not " + ExtensionNames.FIRST_LOGIN + " alone, required");
    unless(postLogin.isEmpty(), problems, "it has a post login flow");
    if (!problems.isEmpty()) {
      throw new RefusalException(
          Code.KEYCLOAK_UPSTREAM_UNFIT, alias + ": " + String.join("; ", problems));
    }
  }

  private static void unless(boolean holds, List<String> problems, String otherwise) {
    if (!holds) {
      problems.add(otherwise);
    }
  }
}

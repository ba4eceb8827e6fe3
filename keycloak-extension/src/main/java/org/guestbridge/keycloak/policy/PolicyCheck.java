package org.guestbridge.keycloak.policy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Looks at every login policy of a realm. */
public final class PolicyCheck {

  private final LoginPolicies policies;

  public PolicyCheck(LoginPolicies policies) {
    this.policies = policies;
  }

  /**
   * What is wrong, in one text for the administrator; empty when nothing is.
   *
   * @param session whose realm is set to {@code realm} meanwhile
   */
  public String complaints(KeycloakSession session, RealmModel realm) {
    RealmModel before = session.getContext().getRealm();
    session.getContext().setRealm(realm);
    try {
      return session
          .identityProviders()
          .getMappersStream()
          .filter(mapper -> ExtensionNames.LOGIN_MAPPER.equals(mapper.getIdentityProviderMapper()))
          .flatMap(mapper -> complaint(session, realm, mapper))
          .collect(Collectors.joining(" "));
    } finally {
      session.getContext().setRealm(before);
    }
  }

  private Stream<String> complaint(
      KeycloakSession session, RealmModel realm, IdentityProviderMapperModel mapper) {
    String alias = mapper.getIdentityProviderAlias();
    IdentityProviderModel provider = session.identityProviders().getByAlias(alias);
    if (provider == null) {
      return Stream.empty();
    }
    List<Problem> problems = policies.problems(realm, provider, mapper);
    return problems.isEmpty()
        ? Stream.empty()
        : Stream.of("Identity provider " + alias + ": " + LoginPolicies.text(problems));
  }
}

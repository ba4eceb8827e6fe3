package org.guestbridge.keycloak.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.guestbridge.realm.load.LoginPolicyLoader;
import org.guestbridge.realm.load.LoginPolicyResult;
import org.guestbridge.realm.login.LoginPolicy;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.RealmModel;

/**
 * Loads login policies, each text once: at most 64 are kept, the least used goes first.
 * Thread-safe.
 */
public final class LoginPolicies {

  private static final int MAX_KEPT = 64;

  private final Map<String, LoginPolicyResult> loaded =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LoginPolicyResult> eldest) {
          return size() > MAX_KEPT;
        }
      };

  /**
   * The policy that decides a login.
   *
   * @param mapper the mapper that holds it
   * @throws RefusalException with the code of the first problem, naming all of them
   */
  public LoginPolicy inForce(
      RealmModel realm, IdentityProviderModel provider, IdentityProviderMapperModel mapper)
      throws RefusalException {
    List<Problem> problems = problems(realm, provider, mapper);
    if (!problems.isEmpty()) {
      throw new RefusalException(problems.get(0).code(), text(problems));
    }
    LoginPolicyResult result = load(textOf(mapper));
    return ((LoginPolicyResult.Loaded) result).policy();
  }

  /** Everything that is wrong with the policy, or with the provider that it is to decide for. */
  public List<Problem> problems(
      RealmModel realm, IdentityProviderModel provider, IdentityProviderMapperModel mapper) {
    List<Problem> problems = new ArrayList<>();
    if (textOf(mapper).isBlank()) {
      problems.add(
          new Problem(Code.KEYCLOAK_MAPPER_INVALID, "", "The mapper has no login policy."));
    } else {
      problems.addAll(
          load(textOf(mapper))
              .fold(
                  read -> strangers(realm, provider, read.policy()),
                  LoginPolicyResult.Rejected::problems));
    }
    problems.addAll(ProviderSettings.problems(provider));
    return problems;
  }

  /** One sentence for each problem, with code and place. */
  public static String text(List<Problem> problems) {
    return problems.stream()
        .map(each -> each.code().text() + " at \"" + each.pointer() + "\": " + each.detail())
        .collect(Collectors.joining(" "));
  }

  /**
   * A policy is one upstream's of one realm; on another's it would bind people in the wrong one.
   */
  private static List<Problem> strangers(
      RealmModel realm, IdentityProviderModel provider, LoginPolicy policy) {
    List<Problem> problems = new ArrayList<>();
    if (!policy.realm().value().equals(realm.getName())) {
      problems.add(
          new Problem(
              Code.KEYCLOAK_MAPPER_INVALID, "/realm", "The policy is not for this realm's name."));
    }
    if (!policy.upstream().equals(provider.getAlias())) {
      problems.add(
          new Problem(
              Code.KEYCLOAK_MAPPER_INVALID,
              "/upstream/name",
              "The policy is not for this identity provider's alias."));
    }
    problems.addAll(ProviderSettings.strangers(provider, policy.source()));
    return problems;
  }

  private static String textOf(IdentityProviderMapperModel mapper) {
    @Nullable Map<String, String> config = mapper.getConfig();
    @Nullable String text = config == null ? null : config.get(ExtensionNames.POLICY);
    return text == null ? "" : text;
  }

  private LoginPolicyResult load(String text) {
    synchronized (loaded) {
      return loaded.computeIfAbsent(text, LoginPolicyLoader::load);
    }
  }
}

package org.guestbridge.keycloak.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.login.LoginPolicy.Source;
import org.keycloak.models.IdentityProviderModel;

/**
 * What Keycloak must be told to verify before its word about a message is believed. Keycloak takes
 * tokens and assertions without a signature, issuer or nonce when its settings say so.
 */
final class ProviderSettings {

  private static final String SAML = "saml";

  private ProviderSettings() {}

  static List<Problem> problems(IdentityProviderModel provider) {
    return SAML.equals(provider.getProviderId())
        ? ofSaml(provider.getConfig())
        : ofOidc(provider.getConfig());
  }

  /** Whether provider and policy speak of the same party. */
  static List<Problem> strangers(IdentityProviderModel provider, Source source) {
    boolean saml = SAML.equals(provider.getProviderId());
    if (source instanceof Source.Saml expected) {
      boolean same = expected.entityId().equals(provider.getConfig().get("idpEntityId"));
      return saml && same
          ? List.of()
          : List.of(unfit("idpEntityId is not the entityID of the policy's upstream."));
    }
    return saml ? List.of(unfit("The policy's upstream does not speak SAML.")) : List.of();
  }

  private static List<Problem> ofOidc(Map<String, String> config) {
    List<Problem> problems = new ArrayList<>();
    if (!"true".equals(config.get("validateSignature"))) {
      problems.add(unfit("validateSignature is not on."));
    }
    if ("true".equals(config.get("disableNonce"))) {
      problems.add(unfit("disableNonce is on."));
    }
    if (config.getOrDefault("issuer", "").isBlank()) {
      problems.add(unfit("issuer is not set."));
    }
    return problems;
  }

  private static List<Problem> ofSaml(Map<String, String> config) {
    List<Problem> problems = new ArrayList<>();
    if (!"true".equals(config.get("validateSignature"))) {
      problems.add(unfit("validateSignature is not on."));
    }
    if (config.getOrDefault("idpEntityId", "").isBlank()) {
      problems.add(unfit("idpEntityId is not set."));
    }
    return problems;
  }

  private static Problem unfit(String detail) {
    return new Problem(Code.KEYCLOAK_UPSTREAM_UNFIT, "", detail);
  }
}

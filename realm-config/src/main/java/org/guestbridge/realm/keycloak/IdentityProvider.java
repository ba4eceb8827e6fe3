package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.guestbridge.realm.Upstream;

/** What an identity provider has, whatever its protocol. */
final class IdentityProvider {

  private IdentityProvider() {}

  static ObjectNode of(RealmSource source, Upstream upstream, Remarks remarks) {
    boolean admitted =
        source.realm().downstreams().values().stream()
            .anyMatch(downstream -> downstream.release().admits(upstream.name()));
    ObjectNode provider = ImportJson.mapping();
    provider.put("alias", upstream.name());
    provider.put("displayName", upstream.homeRealm().label().orElse(upstream.name()));
    provider.put("enabled", true);
    provider.put("hideOnLogin", !admitted);
    provider.put("linkOnly", false);
    provider.put("storeToken", false);
    provider.put("addReadTokenRoleOnCreate", false);
    provider.put("trustEmail", false);
    provider.put("authenticateByDefault", false);
    provider.put("firstBrokerLoginFlowAlias", ExtensionNames.FIRST_LOGIN_FLOW);
    if (!upstream.homeRealm().mailDomains().isEmpty()) {
      remarks
          .at("mailDomains")
          .unsupported("Keycloak does not choose the upstream by the domain of a hint.");
    }
    if (source.entry(upstream).path("logout").asText().equals("upstream")) {
      remarks
          .at("logout")
          .unsupported(
              "A logout request of an application does not lead to the provider's logout.");
    }
    return provider;
  }
}

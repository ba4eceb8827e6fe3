package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.realm.Downstream;

/**
 * The authentication flows: one to sign in by, which is the realm's, one more for each downstream
 * that does not admit every upstream, and one for a person's first login. Each has one required
 * execution, so that nothing stands beside it; without the extension it fails.
 */
final class Flows {

  private final RealmSource source;

  /** The upstreams admitted, by the alias of the flow; every upstream when absent. */
  private final Map<String, Optional<Set<String>>> browserFlows = new LinkedHashMap<>();

  Flows(RealmSource source) {
    this.source = source;
    browserFlows.put(ExtensionNames.BROWSER_FLOW, Optional.empty());
  }

  /** The id of the flow that people sign in to {@code downstream} by. */
  String browserFlow(Downstream downstream) {
    Optional<Set<String>> upstreams = downstream.release().upstreams();
    String alias =
        upstreams.isEmpty()
            ? ExtensionNames.BROWSER_FLOW
            : ExtensionNames.BROWSER_FLOW + " " + downstream.name();
    browserFlows.put(alias, upstreams);
    return source.id("flow", alias);
  }

  void addTo(ObjectNode document) {
    ArrayNode flows = document.putArray("authenticationFlows");
    ArrayNode configurations = document.putArray("authenticatorConfig");
    browserFlows.forEach(
        (alias, upstreams) -> {
          ObjectNode execution =
              flow(
                  flows,
                  alias,
                  "Sign in through an upstream, freshly, with an active binding.",
                  ExtensionNames.BROKERED_LOGIN);
          upstreams.ifPresent(
              admitted -> {
                execution.put("authenticatorConfig", alias);
                configure(configurations, alias, admitted);
              });
        });
    flow(
        flows,
        ExtensionNames.FIRST_LOGIN_FLOW,
        "Make the user that the binding names; nothing to click.",
        ExtensionNames.FIRST_LOGIN);
  }

  private ObjectNode flow(ArrayNode flows, String alias, String description, String authenticator) {
    ObjectNode flow = flows.addObject();
    flow.put("id", source.id("flow", alias));
    flow.put("alias", alias);
    flow.put("description", description);
    flow.put("providerId", "basic-flow");
    flow.put("topLevel", true);
    flow.put("builtIn", false);
    ObjectNode execution = flow.putArray("authenticationExecutions").addObject();
    execution.put("authenticator", authenticator);
    execution.put("authenticatorFlow", false);
    execution.put("requirement", "REQUIRED");
    execution.put("priority", 10);
    execution.put("userSetupAllowed", false);
    return execution;
  }

  private void configure(ArrayNode configurations, String alias, Set<String> admitted) {
    ObjectNode configuration = configurations.addObject();
    configuration.put("id", source.id("authenticator-config", alias));
    configuration.put("alias", alias);
    configuration
        .putObject("config")
        .put(ExtensionNames.UPSTREAMS, admitted.stream().sorted().collect(Collectors.joining(",")));
  }
}

package org.guestbridge.keycloak.downstream;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.realm.ReleasePolicy;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.models.ClientModel;

/**
 * A SAML client of Keycloak that is a downstream of the realm file.
 *
 * @param name the downstream's name, as release notes and audit records give it
 * @param entityId its entityID, which is the client id
 * @param release from where people may come to it
 */
public record DownstreamClient(String name, String entityId, ReleasePolicy release) {

  /** The client attribute that holds the downstream's name; a client with it is one of ours. */
  public static final String NAME = ExtensionNames.DOWNSTREAM;

  /** The downstream that {@code client} is; empty when it is none of ours. */
  public static Optional<DownstreamClient> of(ClientModel client) {
    return Optional.ofNullable(client.getAttribute(NAME))
        .map(
            name ->
                new DownstreamClient(
                    name,
                    client.getClientId(),
                    new ReleasePolicy(
                        Optional.empty(),
                        Optional.ofNullable(client.getAttribute(ExtensionNames.CLIENT_UPSTREAMS))
                            .map(DownstreamClient::aliases))));
  }

  /** Whether people of this identity provider may sign in. */
  public boolean admits(String upstream) {
    return release.admits(upstream);
  }

  /**
   * The aliases of identity providers in a list of {@link ExtensionNames#UPSTREAMS} or {@link
   * ExtensionNames#CLIENT_UPSTREAMS}.
   */
  public static Set<String> aliases(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(alias -> !alias.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}

package org.guestbridge.realm;

import java.util.List;
import java.util.Optional;

/**
 * An upstream that speaks OpenID Connect.
 *
 * @param name the name in the realm file
 * @param provider whose it is, which decides addresses, issuers and how claims are read
 * @param clientId the client id at the provider
 * @param credential how the broker authenticates at the token endpoint
 * @param responseMode how the provider hands back the authorization code
 * @param scopes what is asked for; holds {@code openid}
 * @param loginHint whether a downstream's hint about the person is forwarded
 * @param domainHint the value of {@code domain_hint}, when one is sent
 * @param changedHuman what to do when another human seems to sign in
 * @param homeRealm how people find it among several
 * @param upstreamLogout whether a downstream's logout request leads through the provider's own
 *     logout
 */
public record OidcUpstream(
    String name,
    OidcProvider provider,
    String clientId,
    Credential credential,
    ResponseMode responseMode,
    List<String> scopes,
    boolean loginHint,
    Optional<String> domainHint,
    ChangedHuman changedHuman,
    HomeRealm homeRealm,
    boolean upstreamLogout)
    implements Upstream {

  /** What is asked for unless the realm says otherwise. */
  public static final List<String> DEFAULT_SCOPES = List.of("openid", "profile", "email");

  public OidcUpstream {
    ConnectionName.require(name);
    scopes = List.copyOf(scopes);
    if (clientId.isBlank() || !scopes.contains("openid")) {
      throw new IllegalArgumentException("no client id, or no scope openid");
    }
  }
}

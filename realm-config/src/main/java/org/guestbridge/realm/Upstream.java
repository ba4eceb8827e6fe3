package org.guestbridge.realm;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An identity provider that people sign in at. */
public sealed interface Upstream permits OidcUpstream, SamlUpstream {

  /** The name in the realm file. */
  String name();

  /** What to do when another human seems to sign in. */
  ChangedHuman changedHuman();

  /** How people find it among several. */
  HomeRealm homeRealm();

  /**
   * One Entra tenant by OpenID Connect.
   *
   * @param name the name in the realm file
   * @param tenant the resource tenant; a token of any other is refused
   * @param clientId the application (client) id of the app registration
   * @param credential how the broker authenticates at the token endpoint
   * @param authority the cloud's login host, without a trailing slash
   * @param responseMode how Entra hands back the authorization code
   * @param idpClaimConfigured whether the app registration adds the optional claim {@code idp} to
   *     ID tokens, so that its absence proves an account of the tenant's own
   * @param changedHuman what to do when another human seems to sign in
   * @param scopes what is asked for; holds {@code openid}
   * @param loginHint whether a downstream's hint about the person is forwarded
   * @param domainHint the value of {@code domain_hint}, when one is sent
   * @param homeRealm how people find it among several
   */
  record EntraOidc(
      String name,
      UUID tenant,
      String clientId,
      Credential credential,
      URI authority,
      ResponseMode responseMode,
      boolean idpClaimConfigured,
      ChangedHuman changedHuman,
      List<String> scopes,
      boolean loginHint,
      Optional<String> domainHint,
      HomeRealm homeRealm)
      implements OidcUpstream {

    /** The login host of the worldwide cloud. */
    public static final URI DEFAULT_AUTHORITY = URI.create("https://login.microsoftonline.com");

    /** What is asked for unless the realm says otherwise. */
    public static final List<String> DEFAULT_SCOPES = List.of("openid", "profile", "email");

    public EntraOidc {
      ConnectionName.require(name);
      scopes = List.copyOf(scopes);
      if (clientId.isBlank() || !scopes.contains("openid")) {
        throw new IllegalArgumentException("no client id, or no scope openid");
      }
      if (authority.toString().endsWith("/")) {
        throw new IllegalArgumentException("the authority ends with a slash");
      }
    }

    /** The issuer that this tenant's ID tokens name: {@code authority/tenant/v2.0}. */
    @Override
    public URI issuer() {
      return URI.create(authority + "/" + tenant + "/v2.0");
    }
  }

  /** How an authorization code comes back (OAuth 2.0 Multiple Response Types section 2.1). */
  enum ResponseMode {
    /** In the query string of a redirect. */
    QUERY,
    /** In the body of a POST, so that the code stays out of URLs and logs. */
    FORM_POST
  }
}

package org.guestbridge.realm;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An upstream that speaks OpenID Connect. */
public sealed interface OidcUpstream extends Upstream permits Upstream.EntraOidc {

  /** The client id at the provider. */
  String clientId();

  /** How the broker authenticates at the token endpoint. */
  Credential credential();

  /** How the provider hands back the authorization code. */
  ResponseMode responseMode();

  /** What is asked for; holds {@code openid}. */
  List<String> scopes();

  /** Whether a downstream's hint about the person is forwarded. */
  boolean loginHint();

  /** The value of {@code domain_hint}, when one is sent. */
  Optional<String> domainHint();

  /** The issuer that the provider's metadata name. */
  URI issuer();
}

package org.guestbridge.realm;

import java.util.List;
import java.util.Optional;

/**
 * A SAML 2.0 service provider. The broker keeps no session for it: every sign-in asks the upstream.
 * Atlassian Cloud is one of these with its own defaults; nothing in the broker asks which.
 *
 * @param name the name in the realm file
 * @param registration who it is: its entity id, endpoints and keys
 * @param requireSignedRequests whether an unsigned AuthnRequest is refused
 * @param signResponse whether the response is signed besides the assertion
 * @param nameIdFormat what the NameID is
 * @param attributes the attributes sent and their names
 * @param idpInitiated what a sign-in may look like that the service provider did not ask for; none
 *     is allowed when it is absent
 * @param release what it may be told, and from where people may come to it
 * @param redirectOrigins the origins that its consumers redirect the browser to after a sign-in, as
 *     CSP host sources; browsers would stop the sign-in at any other
 * @param directory the directory of its accounts, when the broker fills it; only Atlassian's
 */
public record SamlServiceProvider(
    String name,
    SamlRegistration registration,
    boolean requireSignedRequests,
    boolean signResponse,
    NameIdFormat nameIdFormat,
    AttributeNames attributes,
    Optional<IdpInitiated> idpInitiated,
    ReleasePolicy release,
    List<String> redirectOrigins,
    Optional<ScimDirectory> directory)
    implements Downstream {

  /** Where Atlassian Cloud's consumer redirects to. */
  public static final List<String> ATLASSIAN_ORIGINS =
      List.of("https://*.atlassian.com", "https://*.atlassian.net");

  public SamlServiceProvider {
    ConnectionName.require(name);
    redirectOrigins = List.copyOf(redirectOrigins);
    if (requireSignedRequests && registration.signingCertificates().isEmpty()) {
      throw new IllegalArgumentException("signed requests are required but no key is known");
    }
  }

  /** Its entity id. */
  public String entityId() {
    return registration.entityId();
  }
}

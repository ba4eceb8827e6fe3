package org.guestbridge.realm;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/** An application that people sign in to. */
public sealed interface Downstream {

  /** The name in the realm file. */
  String name();

  /**
   * An Atlassian organization as SAML service provider. The broker keeps no session for it: every
   * sign-in asks the upstream.
   *
   * @param name the name in the realm file
   * @param entityId "Service provider entity URL", exactly as Atlassian shows it
   * @param acs "Service provider assertion consumer service URL", query string included
   * @param signingCertificates the keys that its requests may be signed with; Atlassian publishes
   *     none
   * @param requireSignedRequests whether an unsigned request is refused
   * @param signResponse whether the response is signed besides the assertion
   * @param attributes the names of the attributes sent
   * @param redirectOrigins the origins that the consumer redirects the browser to after a sign-in,
   *     as CSP host sources; browsers would stop the sign-in at any other
   */
  record AtlassianSaml(
      String name,
      String entityId,
      URI acs,
      List<X509Certificate> signingCertificates,
      boolean requireSignedRequests,
      boolean signResponse,
      AttributeNames attributes,
      List<String> redirectOrigins)
      implements Downstream {

    /** Where Atlassian Cloud's consumer redirects to. */
    public static final List<String> ATLASSIAN_ORIGINS =
        List.of("https://*.atlassian.com", "https://*.atlassian.net");

    public AtlassianSaml {
      ConnectionName.require(name);
      redirectOrigins = List.copyOf(redirectOrigins);
      signingCertificates = List.copyOf(signingCertificates);
      if (entityId.isBlank()) {
        throw new IllegalArgumentException("the entity id is blank");
      }
      if (requireSignedRequests && signingCertificates.isEmpty()) {
        throw new IllegalArgumentException("signed requests are required but no key is known");
      }
    }
  }
}

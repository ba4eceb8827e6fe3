package org.guestbridge.realm;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

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
   * @param start where a sign-in that begins at the broker ends, as RelayState
   */
  record AtlassianSaml(
      String name,
      String entityId,
      URI acs,
      List<X509Certificate> signingCertificates,
      boolean requireSignedRequests,
      boolean signResponse,
      AttributeNames attributes,
      Optional<URI> start)
      implements Downstream {

    public AtlassianSaml {
      ConnectionName.require(name);
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

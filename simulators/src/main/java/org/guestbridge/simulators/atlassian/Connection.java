package org.guestbridge.simulators.atlassian;

import java.net.URI;
import java.util.Optional;

/** The SAML connection of the organization: its own addresses and the one identity provider. */
final class Connection {
  private final String samlId;
  private final URI base;
  private final URI product;
  private volatile Optional<IdentityProvider> identityProvider = Optional.empty();

  Connection(String samlId, URI base, URI product) {
    this.samlId = samlId;
    this.base = base;
    this.product = product;
  }

  /** The value of the parameter {@code connection}. */
  String name() {
    return "saml-" + samlId;
  }

  String entityId() {
    return base + "/saml/" + samlId;
  }

  /** Destination and Recipient must be this, with its query. */
  String assertionConsumer() {
    return base + "/login/callback?connection=" + name();
  }

  URI product() {
    return product;
  }

  Optional<IdentityProvider> identityProvider() {
    return identityProvider;
  }

  void configure(IdentityProvider value) {
    identityProvider = Optional.of(value);
  }
}

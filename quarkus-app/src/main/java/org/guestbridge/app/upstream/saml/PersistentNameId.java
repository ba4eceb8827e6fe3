package org.guestbridge.app.upstream.saml;

import java.util.Optional;
import org.guestbridge.app.samlxml.AssertionMessage;
import org.guestbridge.app.samlxml.AssertionMessage.NameId;

/** A NameID that may be the key of a person: persistent, and ours to hold (SAML core 8.3.7). */
final class PersistentNameId {

  static final String FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

  private PersistentNameId() {}

  /**
   * The id; empty for every other format, and for one that another identity provider made or that
   * was made for another service provider.
   */
  static Optional<String> of(AssertionMessage assertion, String provider, ServiceProviderSite us) {
    return assertion
        .nameId()
        .filter(nameId -> nameId.format().equals(Optional.of(FORMAT)))
        .filter(nameId -> nameId.nameQualifier().orElse(provider).equals(provider))
        .filter(nameId -> nameId.spNameQualifier().orElse(us.entityId()).equals(us.entityId()))
        .map(NameId::value);
  }
}

package org.guestbridge.simulators.saml.idp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.entra.Person;

/** What one kind of identity provider does in its own way. */
public interface IdpProfile {
  /** Issuer of responses and assertions, and entityID of the metadata. */
  String issuer();

  /** Issuer of logout messages. */
  String logoutIssuer();

  /** Where authentication and logout requests are taken. */
  String endpoint();

  /** How long before now an assertion begins. */
  Duration backDated();

  /** From the beginning to the end of an assertion's Conditions. */
  Duration lifetime();

  /** Refuses what this identity provider does not take, once service provider and ACS are known. */
  void check(AuthnRequest request) throws RequestRefused;

  /** The words for a service provider that is not registered. */
  String unknownServiceProvider(String entityId);

  /** The words for an assertion consumer that is not registered. */
  String unregisteredAssertionConsumer(String address);

  /** The words for a request that cannot be read. */
  String unreadable(String detail);

  /** The NameID; the requested format may be refused. */
  IssuedName name(
      Person person, RegisteredServiceProvider serviceProvider, Optional<String> requestedFormat)
      throws RequestRefused;

  /** Values by attribute name, in the order in which they are written. */
  Map<String, List<String>> attributes(Person person);

  /** The attribute names that the faults about object id, tenant and provider change. */
  String attributeOf(Semantic semantic);

  /** What an attribute means, whatever its name. */
  enum Semantic {
    OBJECT_ID,
    TENANT_ID,
    IDENTITY_PROVIDER
  }
}

package org.guestbridge.simulators.saml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a verified assertion says about a person.
 *
 * @param assertionId the assertion's ID
 * @param inResponseTo the request that it answers; empty when the identity provider began
 * @param attributes values by attribute name, in document order
 */
public record CheckedAssertion(
    String assertionId,
    String nameId,
    Optional<String> nameIdFormat,
    Optional<String> nameQualifier,
    Optional<String> spNameQualifier,
    Optional<String> inResponseTo,
    Optional<String> sessionIndex,
    Map<String, List<String>> attributes) {

  public CheckedAssertion {
    attributes = new LinkedHashMap<>(attributes);
  }
}

package org.guestbridge.simulators.atlassian;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.saml.CheckedAssertion;

/**
 * What a verified assertion says about a person.
 *
 * @param assertionId the assertion's ID
 * @param inResponseTo the request that it answers; empty when the identity provider began
 * @param attributes values by attribute name, in document order
 */
record ReadAssertion(
    String assertionId,
    String nameId,
    Optional<String> nameIdFormat,
    Optional<String> inResponseTo,
    Map<String, List<String>> attributes) {

  private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
  static final String GIVEN_NAME = CLAIMS + "givenname";
  static final String SURNAME = CLAIMS + "surname";
  static final String NAME = CLAIMS + "name";
  static final String UPN = CLAIMS + "upn";
  static final String NAME_IDENTIFIER = CLAIMS + "nameidentifier";

  ReadAssertion {
    attributes = new LinkedHashMap<>(attributes);
  }

  static ReadAssertion of(CheckedAssertion checked) {
    return new ReadAssertion(
        checked.assertionId(),
        checked.nameId(),
        checked.nameIdFormat(),
        checked.inResponseTo(),
        checked.attributes());
  }

  /** A single value that is not blank. */
  Optional<String> value(String name) {
    List<String> values = attributes.getOrDefault(name, List.of());
    return values.size() == 1 && !values.get(0).isBlank()
        ? Optional.of(values.get(0))
        : Optional.empty();
  }

  /** The unchanging id: {@code claims/name}, else {@code claims/upn}, else as switched. */
  Optional<String> internalId(Switches switches) {
    return value(NAME)
        .or(() -> value(UPN))
        .or(
            () ->
                switches.isOn(Switch.INTERNAL_ID_FROM_NAME_IDENTIFIER)
                    ? value(NAME_IDENTIFIER)
                    : Optional.empty());
  }

  /** The attributes that the organization reads. */
  static List<String> known(Switches switches) {
    return switches.isOn(Switch.INTERNAL_ID_FROM_NAME_IDENTIFIER)
        ? List.of(GIVEN_NAME, SURNAME, NAME, UPN, NAME_IDENTIFIER)
        : List.of(GIVEN_NAME, SURNAME, NAME, UPN);
  }
}

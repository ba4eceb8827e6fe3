package org.guestbridge.realm.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a runtime made of a sign-in. */
public sealed interface Answer {

  /** Where Atlassian reads the internal id. */
  String INTERNAL_ID = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name";

  /** Where Atlassian reads the address. */
  String EMAIL_ADDRESS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";

  /** Where Atlassian reads the given name. */
  String GIVEN_NAME = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname";

  /** Where Atlassian reads the surname. */
  String SURNAME = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname";

  /** Where a corpus realm sends groups. */
  String GROUPS = "groups";

  /**
   * The person was released.
   *
   * @param nameId the NameID
   * @param attributes every attribute of the assertion with its values
   */
  record Released(String nameId, Map<String, List<String>> attributes) implements Answer {

    public Released {
      attributes = Map.copyOf(attributes);
    }

    /** What an assertion says of somebody, for a runtime that makes none. */
    public static Released of(
        String address, String internalId, String givenName, String surname, List<String> groups) {
      return new Released(address, attributes(address, internalId, givenName, surname, groups));
    }

    /** All that an assertion may say of somebody: these attributes and no other. */
    static Map<String, List<String>> attributes(
        String address, String internalId, String givenName, String surname, List<String> groups) {
      Map<String, List<String>> attributes = new LinkedHashMap<>();
      attributes.put(GIVEN_NAME, List.of(givenName));
      attributes.put(SURNAME, List.of(surname));
      attributes.put(EMAIL_ADDRESS, List.of(address));
      attributes.put(INTERNAL_ID, List.of(internalId));
      if (!groups.isEmpty()) {
        attributes.put(GROUPS, List.copyOf(groups));
      }
      return attributes;
    }

    /** The internal id; empty when there is not exactly one. */
    public Optional<String> internalId() {
      List<String> values = attributes.getOrDefault(INTERNAL_ID, List.of());
      return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
  }

  /**
   * The person was refused.
   *
   * @param code the stable code
   * @param message the rule's own sentence, where one was shown
   */
  record Refused(String code, Optional<String> message) implements Answer {}
}

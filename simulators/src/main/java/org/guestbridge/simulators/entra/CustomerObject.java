package org.guestbridge.simulators.entra;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is different about the user object of a customer (learn.microsoft.com, "objectIdentity
 * resource type", "User profile attributes" of Azure AD B2C): a number as user principal name, and
 * an identity that a user flow signs in. Whose {@code idp} is set signs in there; others with an
 * address or a name, as {@code preferredUsername} is one.
 */
final class CustomerObject {
  private CustomerObject() {}

  static String userPrincipalName(Person person, String initialDomain) {
    return number("upn", person) + "@" + initialDomain;
  }

  /** {@code LocalAccount}, or null for who signs in elsewhere. */
  static @Nullable String creationType(Person person) {
    return person.kind().isCustomer() && person.idp().isEmpty() ? "LocalAccount" : null;
  }

  /** B2C keeps in {@code otherMails} what another provider named as the mail address. */
  static boolean namesMailByProvider(Person person) {
    return person.kind() == PersonKind.B2C_CUSTOMER && person.idp().isPresent();
  }

  static Map<String, Object> identity(Person person, String initialDomain) {
    boolean local = person.idp().isEmpty();
    String name = person.preferredUsername();
    String type = name.contains("@") ? "emailAddress" : "userName";
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("signInType", local ? type : "federated");
    identity.put("issuer", person.idp().orElse(initialDomain));
    identity.put("issuerAssignedId", local ? name : number("subject", person));
    return identity;
  }

  private static String number(String what, Person person) {
    String text = what + " " + person.objectId();
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}

package org.guestbridge.simulators.entra;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A person as the user object that Graph shows and that provisioning reads. */
public final class UserObject {
  /** Properties that Graph leaves out unless {@code $select} asks for them. */
  static final Set<String> ONLY_ON_SELECT =
      Set.of(
          "accountEnabled",
          "userType",
          "creationType",
          "externalUserState",
          "externalUserStateChangeDateTime",
          "identities",
          "otherMails",
          "proxyAddresses",
          "mailNickname",
          "department",
          "employeeId",
          "showInAddressList");

  /** When everybody redeemed their invitation, unless their attributes say otherwise. */
  private static final String ACCEPTED_AT = "2025-03-04T10:11:12Z";

  private static final String FALLBACK_DOMAIN = "fabrikam.onmicrosoft.com";

  private UserObject() {}

  /** Every property of the user object by its Graph name; null where the property is unset. */
  public static Map<String, @Nullable Object> of(Person person, String initialDomain) {
    String upn = userPrincipalName(person, initialDomain);
    boolean invited = person.kind().isInvited();
    boolean inOtherMails = invited || CustomerObject.namesMailByProvider(person);
    @Nullable String address = person.email().orElse(null);
    @Nullable String mail = person.kind() == PersonKind.B2C_CUSTOMER ? null : address;
    Map<String, @Nullable Object> user = new LinkedHashMap<>();
    user.put("id", person.objectId().toString());
    user.put("userPrincipalName", upn);
    user.put("displayName", person.displayName());
    user.put("givenName", person.givenName().orElse(null));
    user.put("surname", person.familyName().orElse(null));
    user.put("mail", mail);
    user.put("jobTitle", null);
    user.put("mobilePhone", null);
    user.put("officeLocation", null);
    user.put("preferredLanguage", null);
    user.put("businessPhones", List.of());
    user.put("accountEnabled", person.accountEnabled());
    user.put("userType", person.kind().userType());
    user.put("creationType", invited ? "Invitation" : CustomerObject.creationType(person));
    user.put("externalUserState", invited ? "Accepted" : null);
    user.put("externalUserStateChangeDateTime", invited ? ACCEPTED_AT : null);
    user.put("identities", identities(person, upn, initialDomain));
    user.put("otherMails", inOtherMails && address != null ? List.of(address) : List.of());
    user.put("proxyAddresses", mail == null ? List.of() : List.of("SMTP:" + mail));
    user.put("mailNickname", upn.contains("@") ? upn.substring(0, upn.lastIndexOf('@')) : upn);
    user.put("department", null);
    user.put("employeeId", null);
    user.put("showInAddressList", invited ? Boolean.FALSE : null);
    user.putAll(person.attributes());
    return user;
  }

  /**
   * The user principal name: the claim where there is one, a number for customers, for invited
   * people the invited address with {@code _} for {@code @} and {@code #EXT#} (learn.microsoft.com,
   * "B2B claims mapping").
   */
  public static String userPrincipalName(Person person, String initialDomain) {
    if (person.upn().isPresent()) {
      return person.upn().get();
    }
    if (person.kind().isCustomer()) {
      return CustomerObject.userPrincipalName(person, initialDomain);
    }
    return person.kind().isInvited()
        ? person.email().orElse(person.preferredUsername()).replace('@', '_')
            + "#EXT#@"
            + initialDomain
        : person.preferredUsername();
  }

  /** The properties in which a person differs from before; all of them for a new one. */
  static Set<String> changed(Optional<Person> before, Person after) {
    Map<String, @Nullable Object> now = of(after, FALLBACK_DOMAIN);
    Map<String, @Nullable Object> then =
        before.isPresent() ? of(before.get(), FALLBACK_DOMAIN) : Map.of();
    Set<String> names = new HashSet<>(now.keySet());
    names.addAll(then.keySet());
    names.removeIf(name -> Objects.equals(now.get(name), then.get(name)));
    if (before.isEmpty()) {
      names.add("id");
    }
    return names;
  }

  /** Invited, and without a provider yet. */
  private static boolean hasNotRedeemed(Person person) {
    return person.idp().isEmpty()
        && "PendingAcceptance".equals(person.attributes().get("externalUserState"));
  }

  private static List<Map<String, Object>> identities(
      Person person, String upn, String initialDomain) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("signInType", "userPrincipalName");
    own.put("issuer", initialDomain);
    own.put("issuerAssignedId", upn);
    if (person.kind().isCustomer()) {
      return List.of(CustomerObject.identity(person, initialDomain), own);
    }
    boolean external = person.kind().isInvited() || person.kind() == PersonKind.CONVERTED;
    if (!external || hasNotRedeemed(person)) {
      return List.of(own);
    }
    String idp = person.idp().orElse("").toLowerCase(Locale.ROOT);
    Map<String, @Nullable Object> federated = new LinkedHashMap<>();
    federated.put("signInType", idp.equals("mail") ? "emailAddress" : "federated");
    federated.put(
        "issuer",
        idp.contains("sts.windows.net")
            ? "ExternalAzureAD"
            : idp.equals("live.com") ? "MicrosoftAccount" : idp);
    federated.put("issuerAssignedId", idp.equals("mail") ? person.email().orElse(null) : null);
    Map<String, Object> shown = new LinkedHashMap<>();
    federated.forEach(
        (name, value) -> {
          if (value != null) {
            shown.put(name, value);
          }
        });
    return List.of(shown, own);
  }
}

package org.guestbridge.simulators.entra;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * {@code $select}. Without it a user has the default properties alone.
 *
 * @param names the selected properties; empty for the default ones
 */
record GraphSelect(Set<String> names) {
  private static final Set<String> USER =
      Set.of(
          "id",
          "userPrincipalName",
          "displayName",
          "givenName",
          "surname",
          "mail",
          "jobTitle",
          "mobilePhone",
          "officeLocation",
          "preferredLanguage",
          "businessPhones",
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
  private static final Set<String> GROUP = Set.of("id", "displayName", "members", "description");

  static GraphSelect of(Form query) {
    return new GraphSelect(
        query
            .value("$select")
            .map(
                text -> {
                  Set<String> names = new LinkedHashSet<>();
                  Arrays.stream(text.split(",", -1)).map(String::trim).forEach(names::add);
                  return names;
                })
            .orElseGet(LinkedHashSet::new));
  }

  Optional<Response> wrongFor(boolean users) {
    return names.stream()
        .filter(name -> !(users ? USER : GROUP).contains(name))
        .findFirst()
        .map(
            name ->
                GraphAnswer.error(
                    400,
                    "BadRequest",
                    "Could not find a property named '"
                        + name
                        + "' on type 'microsoft.graph."
                        + (users ? "user" : "group")
                        + "'."));
  }

  boolean has(String name) {
    return names.isEmpty() ? !UserObject.ONLY_ON_SELECT.contains(name) : names.contains(name);
  }

  /** The user as it is answered. */
  Map<String, @Nullable Object> user(Person person, String initialDomain) {
    Map<String, @Nullable Object> all = UserObject.of(person, initialDomain);
    Map<String, @Nullable Object> chosen = new LinkedHashMap<>();
    chosen.put("id", person.objectId().toString());
    all.forEach(
        (name, value) -> {
          if (has(name) && !name.equals("manager")) {
            chosen.put(name, value);
          }
        });
    return chosen;
  }

  /** The query parameter again, for the next link; empty without one. */
  List<String> list() {
    return List.copyOf(names);
  }
}

package org.guestbridge.simulators.entra.provisioning;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.UserObject;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a user as mappings see them. Of somebody who was invited, {@code
 * userPrincipalName} is the invited address and {@code originalUserPrincipalName} the real one
 * (learn.microsoft.com, "How application provisioning works", B2B guest users).
 */
final class SourceAttributes {
  private SourceAttributes() {}

  static Map<String, @Nullable Object> of(
      Person person, String initialDomain, boolean softDeleted, Optional<String> role) {
    Map<String, @Nullable Object> source =
        new LinkedHashMap<>(UserObject.of(person, initialDomain));
    String real = String.valueOf(source.get("userPrincipalName"));
    source.remove("id");
    source.remove("userType");
    source.remove("identities");
    source.put("objectId", person.objectId().toString());
    source.put("originalUserPrincipalName", real);
    source.put("userPrincipalName", stripped(real));
    source.put("IsSoftDeleted", softDeleted ? "True" : "False");
    source.put("appRoleAssignments", role.orElse(null));
    return source;
  }

  /** {@code alias_domain#EXT#@tenant} becomes {@code alias@domain}. */
  private static String stripped(String userPrincipalName) {
    int marker = userPrincipalName.indexOf("#EXT#@");
    int at = marker < 0 ? -1 : userPrincipalName.lastIndexOf('_', marker);
    return at < 0
        ? userPrincipalName
        : userPrincipalName.substring(0, at) + "@" + userPrincipalName.substring(at + 1, marker);
  }
}

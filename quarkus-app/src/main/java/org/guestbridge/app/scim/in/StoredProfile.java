package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.text.EmailAddress;

/**
 * Reads a stored user as a token would say it, so that rules come to the same. A mail is never
 * verified here. The user name of an employee is the UPN; that of a guest is not, since Entra sends
 * it changed. Plain attributes of the user and of the enterprise extension are claims of the same
 * name.
 */
public final class StoredProfile implements Channel.ProfileReader {

  private static final int MAX_CLAIMS = 64;
  private static final int MAX_CLAIM_LENGTH = 1_024;
  private static final Set<String> NO_CLAIMS =
      Set.of("schemas", "externalid", "username", "displayname", "active", "groupnames");

  @Override
  public Profile read(String document, AccountKind kind) throws RefusalException {
    try {
      return profile(ScimJson.stored(document), kind);
    } catch (ScimRefusal | IllegalStateException unreadable) {
      throw new RefusalException(Code.PERSON_UNREADABLE, "the stored user can't be read");
    }
  }

  private static Profile profile(ObjectNode user, AccountKind kind) {
    JsonNode name = ScimJson.get(user, "name");
    return new Profile(
        StoredUser.mail(user).flatMap(EmailAddress::parse),
        false,
        Optional.empty(),
        kind == AccountKind.INTERNAL
            ? ScimJson.text(user, "userName").flatMap(EmailAddress::parse)
            : Optional.empty(),
        List.of(),
        ScimJson.text(user, "displayName"),
        ScimJson.text(name, "givenName"),
        ScimJson.text(name, "familyName"),
        PersonGroups.UNKNOWN,
        roles(user),
        claims(user));
  }

  private static Set<String> roles(ObjectNode user) {
    Set<String> roles = new HashSet<>();
    for (JsonNode role : ScimJson.get(user, "roles")) {
      ScimJson.text(role, "value").ifPresent(roles::add);
    }
    return roles;
  }

  private static Map<String, List<String>> claims(ObjectNode user) {
    Map<String, List<String>> claims = new HashMap<>();
    collect(user, claims);
    user.properties().stream()
        .filter(member -> AttributePath.isExtension(member.getKey()))
        .forEach(member -> collect(member.getValue(), claims));
    return claims;
  }

  private static void collect(JsonNode owner, Map<String, List<String>> claims) {
    owner
        .properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (value.isTextual()
                  && value.textValue().length() <= MAX_CLAIM_LENGTH
                  && claims.size() < MAX_CLAIMS
                  && !NO_CLAIMS.contains(StoredUser.lower(member.getKey()))) {
                claims.put(member.getKey(), List.of(value.textValue()));
              }
            });
  }
}

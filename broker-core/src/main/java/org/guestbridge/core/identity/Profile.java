package org.guestbridge.core.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.text.EmailAddress;

/**
 * What a verified identity says about the person. All of it is personal data, mutable and possibly
 * self-asserted: input to rules, never who the person is.
 *
 * @param mail the claim {@code email}; unverified
 * @param mailVerified whether the upstream vouches for the mail's domain ({@code xms_edov})
 * @param signInName the name the person signs in with, {@code preferred_username}; used to notice a
 *     changed human
 * @param upn the claim {@code upn}, when it is an address
 * @param verifiedPrimaryEmails the claim {@code verified_primary_email}
 * @param displayName the claim {@code name}
 * @param givenName the claim {@code given_name}
 * @param surname the claim {@code family_name}
 * @param groups which groups the person is in
 * @param roles app role values
 * @param claims every other claim that is a text, number, boolean or a list of those, as text
 */
public record Profile(
    Optional<EmailAddress> mail,
    boolean mailVerified,
    Optional<String> signInName,
    Optional<EmailAddress> upn,
    List<EmailAddress> verifiedPrimaryEmails,
    Optional<String> displayName,
    Optional<String> givenName,
    Optional<String> surname,
    PersonGroups groups,
    Set<String> roles,
    Map<String, List<String>> claims) {

  /** The claim under which the names of stored groups are found. */
  public static final String GROUP_NAMES = "groupNames";

  public Profile {
    verifiedPrimaryEmails = List.copyOf(verifiedPrimaryEmails);
    roles = Set.copyOf(roles);
    claims = Map.copyOf(claims);
  }

  /** The same person with all of their groups, as a directory told them. */
  public Profile withGroups(Set<String> complete) {
    return with(PersonGroups.of(complete, true), claims);
  }

  /**
   * The same person with groups as a provisioning client stored them.
   *
   * @param named ids as a token would name them, with their names
   * @param complete whether these are all
   */
  public Profile withGroups(Map<String, String> named, boolean complete) {
    return withNamed(new PersonGroups(named.keySet(), complete, named));
  }

  /**
   * The same person with the names of groups, for rules that read them or the claim {@value
   * #GROUP_NAMES}.
   *
   * @param names by id; of groups that the person is not in, they are left out
   */
  public Profile withGroupNames(Map<String, String> names) {
    return withNamed(groups.named(names));
  }

  private Profile withNamed(PersonGroups known) {
    Map<String, List<String>> extended = new HashMap<>(claims);
    extended.put(GROUP_NAMES, known.names().values().stream().sorted().toList());
    return with(known, extended);
  }

  private Profile with(PersonGroups known, Map<String, List<String>> others) {
    return new Profile(
        mail,
        mailVerified,
        signInName,
        upn,
        verifiedPrimaryEmails,
        displayName,
        givenName,
        surname,
        known,
        roles,
        others);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[profile]";
  }
}

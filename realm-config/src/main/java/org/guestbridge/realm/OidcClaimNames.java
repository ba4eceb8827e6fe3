package org.guestbridge.realm;

/**
 * How an OpenID provider calls what the rules read.
 *
 * @param mail the person's mail address
 * @param mailVerified whether the provider vouches for it
 * @param signInName the name the person signs in with; used to notice a changed human
 * @param displayName the name to show
 * @param givenName the given name
 * @param surname the family name
 * @param groups the groups, a list of texts
 * @param roles the roles, a list of texts
 */
public record OidcClaimNames(
    String mail,
    String mailVerified,
    String signInName,
    String displayName,
    String givenName,
    String surname,
    String groups,
    String roles) {

  /** The standard claims (OpenID Connect Core section 5.1), and the customary two for groups. */
  public static final OidcClaimNames DEFAULTS =
      new OidcClaimNames(
          "email",
          "email_verified",
          "preferred_username",
          "name",
          "given_name",
          "family_name",
          "groups",
          "roles");
}

package org.guestbridge.simulators.atlassian;

/**
 * A behaviour that differs between Atlassian organizations or that the public sources leave open.
 */
public enum Switch {
  /** A signature on the response alone is not enough. */
  ASSERTION_MUST_BE_SIGNED(false),
  /** NameID and the account's address must agree in case. */
  CASE_SENSITIVE_EMAIL(true),
  /** Accounts are found by the internal id of the attributes, not by e-mail alone. */
  HONOUR_INTERNAL_ID(true),
  /** A login without an internal id is refused; otherwise its NameID serves as id. */
  REQUIRE_INTERNAL_ID(true),
  /** {@code claims/nameidentifier} serves as internal id where name and upn are absent. */
  INTERNAL_ID_FROM_NAME_IDENTIFIER(false),
  /** A login that began here must come back with its InResponseTo. */
  ENFORCE_IN_RESPONSE_TO(true),
  /** An assertion id is accepted once. */
  SINGLE_USE_ASSERTIONS(true),
  /** Signatures and digests with SHA-1 are refused. */
  REFUSE_SHA1(true),
  /** The issuer must be the configured identity provider. */
  CHECK_ISSUER(true),
  /** A registered certificate that has expired is refused. */
  REFUSE_EXPIRED_CERTIFICATE(false),
  /** The domain claim setting is Automatic, which creating accounts at login needs. */
  AUTOMATIC_DOMAIN_CLAIM(true),
  /** The domain is linked to the identity provider directory. */
  DIRECTORY_LINKED(true),
  /** The default authentication policy of the directory enforces single sign-on. */
  DEFAULT_POLICY_ENFORCES_SSO(true),
  /** A SCIM key that is wrong or has expired is answered with 403 instead of 401. */
  SCIM_WRONG_KEY_IS_FORBIDDEN(false),
  /** Two users of one SCIM directory can't have the same externalId. */
  SCIM_EXTERNAL_ID_IS_UNIQUE(true),
  /** A count of up to 200 is honoured; otherwise a page has 100 users at most. */
  SCIM_LARGE_PAGES(false),
  /** As before 2021: a user of an unverified domain is refused instead of being external. */
  SCIM_REFUSES_UNVERIFIED_DOMAINS(false),
  /** As before 2024: deleting a user deactivates the account and leaves it linked and locked. */
  SCIM_DELETE_KEEPS_LINK(false),
  /** {@code "True"} and {@code "False"} pass for booleans, as Entra sends them. */
  SCIM_BOOLEANS_AS_TEXT(true);

  private final boolean onByDefault;

  Switch(boolean onByDefault) {
    this.onByDefault = onByDefault;
  }

  /** The state after start and reset. */
  public boolean onByDefault() {
    return onByDefault;
  }
}

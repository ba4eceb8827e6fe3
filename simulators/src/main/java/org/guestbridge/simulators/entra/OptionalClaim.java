package org.guestbridge.simulators.entra;

/** A claim that Entra puts into a v2.0 ID token only where the app registration asks for it. */
public enum OptionalClaim {
  IDP("idp"),
  ACCT("acct"),
  UPN("upn"),
  EMAIL("email"),
  XMS_EDOV("xms_edov"),
  VERIFIED_PRIMARY_EMAIL("verified_primary_email"),
  GIVEN_NAME("given_name"),
  FAMILY_NAME("family_name"),
  GROUPS("groups"),
  ROLES("roles"),
  LOGIN_HINT("login_hint"),
  SID("sid");

  private final String claim;

  OptionalClaim(String claim) {
    this.claim = claim;
  }

  /** The name of the claim in the token. */
  public String claim() {
    return claim;
  }
}

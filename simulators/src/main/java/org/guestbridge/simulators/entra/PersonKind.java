package org.guestbridge.simulators.entra;

/** How a person exists in the tenant, as a heading for the page where one is picked. */
public enum PersonKind {
  EMPLOYEE("Employees"),
  ENTRA_GUEST("Guests from another Entra tenant"),
  PASSCODE_GUEST("Guests with an e-mail one-time passcode"),
  SOCIAL_GUEST("Guests with a Google or Microsoft account"),
  FEDERATED_GUEST("Guests of a SAML-federated partner"),
  EXTERNAL_MEMBER("External members from cross-tenant synchronization"),
  INTERNAL_GUEST("Internal guests: accounts of the tenant itself, marked as guests"),
  CONVERTED("Internal accounts converted to external ones"),
  CUSTOMER("Customers of an External ID tenant"),
  B2C_CUSTOMER("Customers of an Azure AD B2C tenant"),
  UNCLEAR("People whose kind the token does not prove"),
  HOSTILE("Attackers");

  private final String heading;

  PersonKind(String heading) {
    this.heading = heading;
  }

  public String heading() {
    return heading;
  }

  /** True for people who came by an invitation or by cross-tenant synchronization. */
  public boolean isInvited() {
    return switch (this) {
      case ENTRA_GUEST, PASSCODE_GUEST, SOCIAL_GUEST, FEDERATED_GUEST, EXTERNAL_MEMBER, HOSTILE ->
          true;
      case EMPLOYEE, INTERNAL_GUEST, CONVERTED, CUSTOMER, B2C_CUSTOMER, UNCLEAR -> false;
    };
  }

  /** True for who signs in by a user flow. */
  public boolean isCustomer() {
    return this == CUSTOMER || this == B2C_CUSTOMER;
  }

  /** {@code userType} of the user object. */
  public String userType() {
    return (isInvited() && this != EXTERNAL_MEMBER) || this == INTERNAL_GUEST ? "Guest" : "Member";
  }
}

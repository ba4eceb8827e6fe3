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
  UNCLEAR("People whose kind the token does not prove"),
  HOSTILE("Attackers");

  private final String heading;

  PersonKind(String heading) {
    this.heading = heading;
  }

  public String heading() {
    return heading;
  }
}

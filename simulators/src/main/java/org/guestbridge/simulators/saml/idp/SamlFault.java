package org.guestbridge.simulators.saml.idp;

/**
 * Something that goes wrong at a SAML identity provider, or that an attacker makes look like it.
 */
public enum SamlFault {
  // Who and where
  WRONG_ISSUER("Response and Assertion are another identity provider's"),
  RESPONSE_ISSUER_DIFFERS("only the Response names another issuer"),
  WRONG_AUDIENCE("the Audience is another service provider"),
  MISSING_AUDIENCE("there is no AudienceRestriction"),
  WRONG_RECIPIENT("Recipient is another address"),
  WRONG_DESTINATION("Destination is another address"),
  WRONG_IN_RESPONSE_TO("InResponseTo is another request's"),
  MISSING_IN_RESPONSE_TO("there is no InResponseTo although there was a request"),
  WRONG_RELAY_STATE("RelayState is another login's"),
  MISSING_RELAY_STATE("there is no RelayState"),

  // Time
  EXPIRED("Conditions and SubjectConfirmationData ended an hour ago"),
  NOT_YET_VALID("NotBefore lies an hour ahead"),
  MISSING_CONDITIONS("there are no Conditions"),
  CLOCK_FAST_4_MINUTES("the identity provider's clock is four minutes ahead"),
  CLOCK_SLOW_4_MINUTES("the identity provider's clock is four minutes behind"),
  CLOCK_FAST_10_MINUTES("the identity provider's clock is ten minutes ahead"),
  CLOCK_SLOW_10_MINUTES("the identity provider's clock is ten minutes behind"),
  OLD_AUTHN_INSTANT("AuthnInstant is an hour old, whatever ForceAuthn asked"),

  // Signature
  UNSIGNED("nothing is signed"),
  SHA1("signed and digested with SHA-1"),
  OTHER_KEY("another key signs; KeyInfo carries its certificate"),
  OTHER_CERTIFICATE_IN_KEY_INFO("the right key signs, KeyInfo carries another certificate"),
  OTHER_KEY_UNDER_KNOWN_CERTIFICATE("another key signs, KeyInfo carries the published certificate"),
  NO_KEY_INFO("the signature has no KeyInfo"),
  TAMPERED("the display of the person was changed after signing"),

  // Content
  TWO_ASSERTIONS("the Response has two signed Assertions"),
  FORGED_ASSERTION_FIRST("an unsigned Assertion about somebody else precedes the signed one"),
  STATUS_ERROR("the status is Responder, with no Assertion"),
  REPLAY("the previous Response is sent again"),
  TRANSIENT_NAME_ID("the NameID is transient"),
  PLAIN_ASSERTION("the Assertion is not encrypted although a certificate is registered"),
  MISSING_OBJECT_ID("there is no objectidentifier"),
  TWO_OBJECT_IDS("objectidentifier has two values, an employee's first"),
  MISSING_TENANT_ID("there is no tenantid"),
  OTHER_TENANT_ID("tenantid is another tenant's"),
  MISSING_IDENTITY_PROVIDER("there is no identityprovider"),

  // Logout
  UNSIGNED_LOGOUT("the logout message is not signed"),
  LOGOUT_BY_OTHER_KEY("another key signs the logout message"),

  // Metadata
  METADATA_EXPIRED("validUntil passed an hour ago"),
  METADATA_SIGNED_BY_OTHER_KEY("another key signs the metadata"),
  METADATA_WITHOUT_KEY("no KeyDescriptor"),
  METADATA_OTHER_ENTITY("entityID is another's"),
  METADATA_OVERSIZED("sixteen MiB of metadata"),
  METADATA_GARBAGE("the metadata is not XML"),
  METADATA_500("the metadata answers 500"),
  METADATA_SLOW("the metadata comes after the delay set in the orders");

  private final String meaning;

  SamlFault(String meaning) {
    this.meaning = meaning;
  }

  /** What happens, as half a sentence. */
  public String meaning() {
    return meaning;
  }
}

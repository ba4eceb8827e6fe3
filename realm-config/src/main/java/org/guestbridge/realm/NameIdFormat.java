package org.guestbridge.realm;

/** What a service provider is given as NameID (SAML core section 8.3). */
public enum NameIdFormat {
  /** The address: the alias of a guest, the own address of an employee. */
  EMAIL("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"),
  /** An opaque value, for ever the same for one person and one service provider. */
  PERSISTENT("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"),
  /** An opaque value, another one at each sign-in. */
  TRANSIENT("urn:oasis:names:tc:SAML:2.0:nameid-format:transient"),
  /** The address, not called one. */
  UNSPECIFIED("urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified");

  private final String uri;

  NameIdFormat(String uri) {
    this.uri = uri;
  }

  /** The name in SAML messages. */
  public String uri() {
    return uri;
  }
}

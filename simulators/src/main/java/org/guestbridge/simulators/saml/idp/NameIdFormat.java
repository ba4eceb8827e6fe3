package org.guestbridge.simulators.saml.idp;

/** The name identifier formats of SAML core 8.3 that are in use. */
public final class NameIdFormat {
  public static final String EMAIL_ADDRESS =
      "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
  public static final String UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
  public static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
  public static final String TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

  private NameIdFormat() {}
}

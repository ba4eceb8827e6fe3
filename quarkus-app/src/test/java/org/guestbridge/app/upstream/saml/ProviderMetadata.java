package org.guestbridge.app.upstream.saml;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Metadata of an identity provider as text. */
final class ProviderMetadata {

  private static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

  private ProviderMetadata() {}

  /** A key descriptor; {@code use} may be empty, or any attribute. */
  static String key(String use, X509Certificate certificate) {
    try {
      return key(use, Base64.getEncoder().encodeToString(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  static String key(String use, String certificate) {
    return "<KeyDescriptor "
        + use
        + "><ds:KeyInfo><ds:X509Data><ds:X509Certificate>"
        + certificate
        + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>";
  }

  /** The provider that the tests know, with these keys. */
  static String entity(String keys) {
    return entity("", keys);
  }

  /** With further attributes of the root. */
  static String entity(String attributes, String keys) {
    return "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\""
        + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" ID=\"_metadata\" entityID=\""
        + Messages.ISSUER
        + "\" "
        + attributes
        + "><Extensions/><IDPSSODescriptor"
        + " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
        + keys
        + "<SingleSignOnService Binding=\""
        + REDIRECT
        + "\" Location=\""
        + Upstreams.SIGN_ON
        + "\"/></IDPSSODescriptor></EntityDescriptor>";
  }

  /** Several entities in one document. */
  static String entities(String attributes, String... entities) {
    return "<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_all\" "
        + attributes
        + "><Extensions/>"
        + String.join("", entities)
        + "</EntitiesDescriptor>";
  }
}

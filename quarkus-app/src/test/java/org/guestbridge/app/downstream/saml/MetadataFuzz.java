package org.guestbridge.app.downstream.saml;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlRegistration;

/**
 * A service provider's metadata. What registers has an entityID, consumers of different addresses,
 * keys that are long enough, and is not expired.
 */
public final class MetadataFuzz implements FuzzTarget {

  private static final String CONSUMER =
      "<md:AssertionConsumerService index='1'"
          + " Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST' Location='https://sp/a'/>";
  private static final String LOGOUT =
      "<md:SingleLogoutService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'"
          + " Location='https://sp/out' ResponseLocation='https://sp/back'/>";

  private final MetadataRegistrations reader =
      new MetadataRegistrations(InstantSource.fixed(Fixture.NOW));

  @Override
  public List<byte[]> seeds() throws Exception {
    String plain = entity("", CONSUMER);
    String full = entity(key(" use='signing'") + key(" use='encryption'") + LOGOUT, CONSUMER);
    return Require.seeds(
        plain,
        full,
        entity(
            key(""),
            CONSUMER + CONSUMER.replace("'1'", "'5' isDefault='true'").replace("/a", "/b")),
        full.replace("entityID=", "validUntil='2026-12-01T00:00:00Z' entityID="),
        full.replace("entityID=", "validUntil='2026-11-01T00:00:00Z' entityID="),
        full.replace("protocolSupport", "AuthnRequestsSigned='true' protocolSupport"),
        plain.replace("protocolSupport", "AuthnRequestsSigned='true' protocolSupport"),
        plain.replace("https://sp/a", "https://sp/%zz a"),
        plain.replace("entityID", "entityId"),
        entity("<md:KeyDescriptor/>", CONSUMER),
        entity("", ""));
  }

  @Override
  public void read(byte[] input) throws Exception {
    SamlRegistration registration;
    try {
      registration = reader.read(new String(input, StandardCharsets.UTF_8));
    } catch (RefusalException refused) {
      throw Require.documented(
          refused,
          Code.SAML_REQUEST_OVERSIZED,
          Code.XML_FORBIDDEN,
          Code.XML_MALFORMED,
          Code.SAML_METADATA_INVALID,
          Code.SAML_METADATA_EXPIRED);
    }
    Require.that(!registration.entityId().isBlank(), "there is an entityID");
    Require.that(!registration.consumers().isEmpty(), "there is a consumer");
    long addresses =
        registration.consumers().stream().map(SamlRegistration.Consumer::url).distinct().count();
    Require.that(addresses == registration.consumers().size(), "consumers differ");
    registration
        .signingCertificates()
        .forEach(certificate -> requireLong((RSAPublicKey) certificate.getPublicKey()));
    registration
        .encryptionCertificate()
        .ifPresent(certificate -> requireLong((RSAPublicKey) certificate.getPublicKey()));
    Require.that(
        registration.validUntil().map(Fixture.NOW::isBefore).orElse(true), "it is not expired");
    Require.that(
        registration.singleLogout().isEmpty() || !registration.signingCertificates().isEmpty(),
        "logout needs a key to verify requests with");
  }

  private static void requireLong(RSAPublicKey key) {
    Require.that(key.getModulus().bitLength() >= 2048, "a key is long enough");
  }

  private static String entity(String before, String consumers) {
    return "<md:EntityDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata'"
        + " entityID='https://sp'><md:SPSSODescriptor"
        + " protocolSupportEnumeration='urn:oasis:names:tc:SAML:2.0:protocol'>"
        + before
        + consumers
        + "</md:SPSSODescriptor></md:EntityDescriptor>";
  }

  private static String key(String use) throws Exception {
    byte[] certificate = TestKeys.of(Require.KEY).certificate().getEncoded();
    return "<md:KeyDescriptor"
        + use
        + "><ds:KeyInfo xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:X509Data>"
        + "<ds:X509Certificate>"
        + Base64.getEncoder().encodeToString(certificate)
        + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";
  }
}

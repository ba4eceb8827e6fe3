package org.guestbridge.simulators.saml.sp;

import java.security.cert.X509Certificate;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.saml.Credential;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlElement;

/** What the simulated service provider publishes of itself (SAML metadata 2.0, section 2.4.4). */
record SpMetadata(SimulatedServiceProvider provider, ServiceProviderSettings settings) {

  private static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
  private static final String BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:";

  /** The document, made anew. */
  Response answer() {
    SamlElement entity =
        SamlElement.root(METADATA, "md:EntityDescriptor")
            .attribute("entityID", provider.entityId());
    SamlElement descriptor =
        entity
            .add(METADATA, "md:SPSSODescriptor")
            .attribute("protocolSupportEnumeration", Saml.PROTOCOL)
            .attribute("AuthnRequestsSigned", "true")
            .attribute("WantAssertionsSigned", "true");
    key(descriptor, "signing", provider.signingCertificate());
    if (settings.encryption()) {
      key(descriptor, "encryption", provider.encryptionCertificate());
    }
    endpoint(descriptor, "SingleLogoutService", "HTTP-Redirect", provider.singleLogoutService());
    settings
        .nameIdFormat()
        .ifPresent(format -> descriptor.add(METADATA, "md:NameIDFormat").text(format));
    endpoint(descriptor, "AssertionConsumerService", "HTTP-POST", provider.assertionConsumer())
        .attribute("index", "0")
        .attribute("isDefault", "true");
    endpoint(
            descriptor,
            "AssertionConsumerService",
            "HTTP-POST",
            provider.assertionConsumer() + "/second")
        .attribute("index", "1");
    return Response.text(200, entity.write())
        .withHeader("Content-Type", "application/samlmetadata+xml");
  }

  private static void key(SamlElement descriptor, String use, X509Certificate certificate) {
    descriptor
        .add(METADATA, "md:KeyDescriptor")
        .attribute("use", use)
        .add(Saml.SIGNATURE, "ds:KeyInfo")
        .add(Saml.SIGNATURE, "ds:X509Data")
        .add(Saml.SIGNATURE, "ds:X509Certificate")
        .text(Credential.text(certificate));
  }

  private static SamlElement endpoint(
      SamlElement descriptor, String service, String binding, String address) {
    return descriptor
        .add(METADATA, "md:" + service)
        .attribute("Binding", BINDING + binding)
        .attribute("Location", address);
  }
}

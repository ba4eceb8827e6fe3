package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.DSIG;
import static org.guestbridge.app.samlxml.SamlNames.METADATA;
import static org.guestbridge.app.samlxml.SamlNames.PROTOCOL;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What the broker tells an upstream identity provider about itself as a service provider (SAML
 * metadata 2.4.4).
 *
 * @param entityId ours towards this provider
 * @param acs where responses go, by HTTP-POST
 * @param signing what requests are signed with; empty when they are not
 * @param encryption what assertions may be encrypted for
 * @param nameIdFormat the NameID asked for
 */
public record OwnServiceProvider(
    String entityId,
    String acs,
    List<X509Certificate> signing,
    Optional<X509Certificate> encryption,
    Optional<String> nameIdFormat) {

  public OwnServiceProvider {
    signing = List.copyOf(signing);
  }

  /** The document with its XML declaration. */
  public String write() {
    Markup entity =
        Markup.root(METADATA, "md:EntityDescriptor")
            .namespace("md", METADATA)
            .namespace("ds", DSIG)
            .attribute("entityID", entityId);
    Markup role =
        entity
            .child(METADATA, "md:SPSSODescriptor")
            .attribute("protocolSupportEnumeration", PROTOCOL)
            .attribute("AuthnRequestsSigned", Boolean.toString(!signing.isEmpty()))
            .attribute("WantAssertionsSigned", "true");
    signing.forEach(certificate -> key(role, "signing", certificate));
    encryption.ifPresent(certificate -> encryptionKey(role, certificate));
    nameIdFormat.ifPresent(format -> role.child(METADATA, "md:NameIDFormat").text(format));
    role.child(METADATA, "md:AssertionConsumerService")
        .attribute("Binding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST")
        .attribute("Location", acs)
        .attribute("index", "0")
        .attribute("isDefault", "true");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + entity.write();
  }

  private static void encryptionKey(Markup role, X509Certificate certificate) {
    Markup descriptor = key(role, "encryption", certificate);
    for (String algorithm : AssertionDecryption.ACCEPTED) {
      descriptor.child(METADATA, "md:EncryptionMethod").attribute("Algorithm", algorithm);
    }
  }

  private static Markup key(Markup role, String use, X509Certificate certificate) {
    Markup descriptor = role.child(METADATA, "md:KeyDescriptor").attribute("use", use);
    descriptor
        .child(DSIG, "ds:KeyInfo")
        .child(DSIG, "ds:X509Data")
        .child(DSIG, "ds:X509Certificate")
        .text(encoded(certificate));
    return descriptor;
  }

  private static String encoded(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("the certificate has no encoding", e);
    }
  }
}

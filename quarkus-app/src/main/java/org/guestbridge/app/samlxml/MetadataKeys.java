package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.DSIG;
import static org.guestbridge.app.samlxml.SamlNames.METADATA;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** The signing keys of a role (SAML metadata 2.4.1.1); no usable key is a refusal. */
final class MetadataKeys {

  private static final int MAX_KEYS = 32;

  private MetadataKeys() {}

  static TrustedKeys of(XmlElement role) throws RefusalException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (XmlElement child : role.children()) {
      if (child.is(METADATA, "KeyDescriptor") && signs(child)) {
        collect(child, certificates);
      }
    }
    TrustedKeys keys = TrustedKeys.strongOf(certificates);
    if (keys.isEmpty() || certificates.size() > MAX_KEYS) {
      throw new RefusalException(
          Code.UPSTREAM_METADATA_KEYS, "there is no usable signing key, or more than 32");
    }
    return keys;
  }

  private static boolean signs(XmlElement descriptor) throws RefusalException {
    String use = descriptor.attribute("use").orElse("signing");
    if (!use.equals("signing") && !use.equals("encryption")) {
      throw IdentityProviderMetadata.invalid("a key descriptor has an unknown use");
    }
    return use.equals("signing");
  }

  private static void collect(XmlElement descriptor, List<X509Certificate> certificates)
      throws RefusalException {
    for (XmlElement keyInfo : descriptor.children()) {
      for (XmlElement data : keyInfo.children()) {
        for (XmlElement value : data.children()) {
          if (keyInfo.is(DSIG, "KeyInfo")
              && data.is(DSIG, "X509Data")
              && value.is(DSIG, "X509Certificate")) {
            certificates.add(certificate(value.text()));
          }
        }
      }
    }
  }

  private static X509Certificate certificate(String text) throws RefusalException {
    try {
      byte[] encoded = StrictBase64.decode(StrictBase64.dense(text));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException | RefusalException unreadable) {
      throw IdentityProviderMetadata.invalid("a certificate cannot be read");
    }
  }
}

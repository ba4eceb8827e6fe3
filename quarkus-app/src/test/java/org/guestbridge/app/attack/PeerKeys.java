package org.guestbridge.app.attack;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.app.upstream.saml.Messages;
import org.guestbridge.app.upstream.saml.Upstreams;

/** Keys that a peer may have, good and bad, and the metadata that name them. */
final class PeerKeys {

  static final KeyPair ELLIPTIC = Upstreams.ec();
  static final KeyPair SHORT =
      pair("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
  static final SigningKey ENCRYPTION_ONLY = TestKeys.rsa(2048);
  static final KeyPair SMALL_EXPONENT =
      pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0));
  static final KeyPair DSA = pair("DSA", null);

  private PeerKeys() {}

  /** An identity provider that names a strong key of either kind, and keys that do not count. */
  static String providerMetadata() throws GeneralSecurityException {
    return providerMetadata(
        descriptor(" use=\"signing\"", Upstreams.IDP.certificate())
            + descriptor(" use=\"signing\"", TestKeys.certificate(ELLIPTIC))
            + descriptor(" use=\"signing\"", TestKeys.certificate(SHORT))
            + descriptor(" use=\"signing\"", TestKeys.certificate(SMALL_EXPONENT))
            + descriptor(" use=\"encryption\"", ENCRYPTION_ONLY.certificate()));
  }

  /** An identity provider with these key descriptors. */
  static String providerMetadata(String descriptors) {
    return "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\""
        + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" ID=\"_metadata\" entityID=\""
        + Messages.ISSUER
        + "\"><md:IDPSSODescriptor"
        + " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
        + descriptors
        + "<md:SingleSignOnService"
        + " Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\""
        + Upstreams.SIGN_ON
        + "\"/></md:IDPSSODescriptor></md:EntityDescriptor>";
  }

  /** A service provider with one signing key. */
  static String serviceMetadata() throws GeneralSecurityException {
    return "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\""
        + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" entityID=\"https://sp.example\">"
        + "<md:SPSSODescriptor"
        + " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
        + descriptor(" use=\"signing\"", Upstreams.IDP.certificate())
        + "<md:AssertionConsumerService"
        + " Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\""
        + " Location=\"https://sp.example/acs\" index=\"0\"/>"
        + "</md:SPSSODescriptor></md:EntityDescriptor>";
  }

  static String descriptor(String use, X509Certificate certificate)
      throws GeneralSecurityException {
    return "<md:KeyDescriptor"
        + use
        + "><ds:KeyInfo>"
        + data("Certificate", text(certificate))
        + "</ds:KeyInfo></md:KeyDescriptor>";
  }

  static String data(String kind, String content) {
    return "<ds:X509Data><ds:X509" + kind + ">" + content + "</ds:X509" + kind + "></ds:X509Data>";
  }

  static String keyValue(X509Certificate certificate) {
    RSAPublicKey key = (RSAPublicKey) certificate.getPublicKey();
    return "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>"
        + Base64.getEncoder().encodeToString(key.getModulus().toByteArray())
        + "</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>";
  }

  static String text(X509Certificate certificate) throws CertificateEncodingException {
    return Base64.getEncoder().encodeToString(certificate.getEncoded());
  }

  private static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (parameters == null) {
        generator.initialize(1024);
      } else {
        generator.initialize(parameters);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

package org.guestbridge.app.samlxml;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import org.opensaml.core.xml.io.MarshallingException;
import org.opensaml.saml.common.xml.SAMLConstants;
import org.opensaml.saml.saml2.metadata.EntityDescriptor;
import org.opensaml.saml.saml2.metadata.IDPSSODescriptor;
import org.opensaml.saml.saml2.metadata.KeyDescriptor;
import org.opensaml.saml.saml2.metadata.NameIDFormat;
import org.opensaml.saml.saml2.metadata.SingleLogoutService;
import org.opensaml.saml.saml2.metadata.SingleSignOnService;
import org.opensaml.saml.saml2.metadata.impl.EntityDescriptorBuilder;
import org.opensaml.saml.saml2.metadata.impl.EntityDescriptorMarshaller;
import org.opensaml.saml.saml2.metadata.impl.IDPSSODescriptorBuilder;
import org.opensaml.saml.saml2.metadata.impl.KeyDescriptorBuilder;
import org.opensaml.saml.saml2.metadata.impl.NameIDFormatBuilder;
import org.opensaml.saml.saml2.metadata.impl.SingleLogoutServiceBuilder;
import org.opensaml.saml.saml2.metadata.impl.SingleSignOnServiceBuilder;
import org.opensaml.xmlsec.signature.KeyInfo;
import org.opensaml.xmlsec.signature.X509Certificate;
import org.opensaml.xmlsec.signature.X509Data;
import org.opensaml.xmlsec.signature.impl.KeyInfoBuilder;
import org.opensaml.xmlsec.signature.impl.X509CertificateBuilder;
import org.opensaml.xmlsec.signature.impl.X509DataBuilder;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Writes the identity provider's metadata (SAML metadata 2.3.2, 2.4.3). */
public final class MetadataWriter {

  private MetadataWriter() {}

  /** The document with its XML declaration. */
  public static String write(MetadataContent content) {
    OpenSamlRuntime.initialise();
    EntityDescriptor entity = new EntityDescriptorBuilder().buildObject();
    entity.setEntityID(content.entityId());
    entity.getRoleDescriptors().add(identityProvider(content));
    try {
      Element root =
          new EntityDescriptorMarshaller().marshall(entity, new DocumentBuilders().empty());
      markAsSigning(root);
      byte[] xml = CanonicalXml.of(root);
      return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + new String(xml, StandardCharsets.UTF_8);
    } catch (MarshallingException e) {
      throw new IllegalStateException("our own metadata cannot be marshalled", e);
    }
  }

  /** OpenSAML would write this attribute in the JVM's language: with dotless letters in Turkish. */
  private static void markAsSigning(Element root) {
    NodeList keys = root.getElementsByTagNameNS("*", "KeyDescriptor");
    for (int i = 0; i < keys.getLength(); i++) {
      ((Element) keys.item(i)).setAttributeNS(null, "use", "signing");
    }
  }

  private static IDPSSODescriptor identityProvider(MetadataContent content) {
    IDPSSODescriptor role = new IDPSSODescriptorBuilder().buildObject();
    role.addSupportedProtocol(SAMLConstants.SAML20P_NS);
    role.setWantAuthnRequestsSigned(content.wantRequestsSigned());
    for (java.security.cert.X509Certificate certificate : content.certificates()) {
      role.getKeyDescriptors().add(keyDescriptor(certificate));
    }
    content.logoutUrl().ifPresent(url -> addLogout(role, url));
    for (String uri : content.nameIdFormats()) {
      NameIDFormat format = new NameIDFormatBuilder().buildObject();
      format.setURI(uri);
      role.getNameIDFormats().add(format);
    }
    role.getSingleSignOnServices()
        .add(endpoint(SAMLConstants.SAML2_REDIRECT_BINDING_URI, content.ssoUrl()));
    role.getSingleSignOnServices()
        .add(endpoint(SAMLConstants.SAML2_POST_BINDING_URI, content.ssoUrl()));
    return role;
  }

  private static void addLogout(IDPSSODescriptor role, String location) {
    for (String binding :
        List.of(SAMLConstants.SAML2_REDIRECT_BINDING_URI, SAMLConstants.SAML2_POST_BINDING_URI)) {
      SingleLogoutService service = new SingleLogoutServiceBuilder().buildObject();
      service.setBinding(binding);
      service.setLocation(location);
      role.getSingleLogoutServices().add(service);
    }
  }

  private static SingleSignOnService endpoint(String binding, String location) {
    SingleSignOnService service = new SingleSignOnServiceBuilder().buildObject();
    service.setBinding(binding);
    service.setLocation(location);
    return service;
  }

  private static KeyDescriptor keyDescriptor(java.security.cert.X509Certificate announced) {
    X509Certificate certificate = new X509CertificateBuilder().buildObject();
    certificate.setValue(encoded(announced));
    X509Data data = new X509DataBuilder().buildObject();
    data.getX509Certificates().add(certificate);
    KeyInfo keyInfo = new KeyInfoBuilder().buildObject();
    keyInfo.getX509Datas().add(data);
    KeyDescriptor descriptor = new KeyDescriptorBuilder().buildObject();
    descriptor.setKeyInfo(keyInfo);
    return descriptor;
  }

  private static String encoded(java.security.cert.X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("the certificate has no encoding", e);
    }
  }
}

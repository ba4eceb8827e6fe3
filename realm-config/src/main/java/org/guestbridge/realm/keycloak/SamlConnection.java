package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Kind;
import org.guestbridge.realm.SamlUpstream.Trust;

/** The connection to a SAML identity provider. */
final class SamlConnection {

  private static final String OBJECT_ID =
      "http://schemas.microsoft.com/identity/claims/objectidentifier";

  private static final String B2C_METADATA = "/Samlp/metadata";

  private final RealmSource source;
  private final SamlUpstream upstream;
  private final Remarks remarks;

  SamlConnection(RealmSource source, SamlUpstream upstream, Remarks remarks) {
    this.source = source;
    this.upstream = upstream;
    this.remarks = remarks;
  }

  /**
   * Writes the configuration.
   *
   * @return whether the connection is as strict as the realm file says
   */
  boolean writeTo(ObjectNode config) {
    config.put("syncMode", "FORCE");
    config.put("idpEntityId", upstream.entityId());
    config.put("validateSignature", "true");
    config.put("wantAssertionsSigned", "true");
    config.put("wantAssertionsEncrypted", Boolean.toString(upstream.decryption().isPresent()));
    config.put("wantAuthnRequestsSigned", Boolean.toString(upstream.requestSigning()));
    config.put("signatureAlgorithm", "RSA_SHA256");
    config.put("xmlSigKeyInfoKeyNameTransformer", "NONE");
    config.put("addExtensionsElementWithKeyInfo", "false");
    config.put("postBindingAuthnRequest", "false");
    config.put("postBindingResponse", "true");
    config.put("postBindingLogout", "false");
    config.put("backchannelSupported", "false");
    config.put("forceAuthn", "false");
    config.put("loginHint", "false");
    config.put("allowedClockSkew", ImportJson.CLOCK_SKEW_SECONDS);
    principal(config);
    remark();
    return trust(config);
  }

  /** The mapper says who the person is; this keeps Keycloak's own idea of it immutable too. */
  private void principal(ObjectNode config) {
    config.put("allowCreate", "true");
    Optional<String> attribute =
        upstream.kind() instanceof Kind.Generic generic
            ? generic.subjectAttribute()
            : Optional.of(OBJECT_ID);
    NameIdFormat asked = attribute.isPresent() ? NameIdFormat.UNSPECIFIED : NameIdFormat.PERSISTENT;
    config.put("nameIDPolicyFormat", asked.uri());
    config.put("principalType", attribute.isPresent() ? "ATTRIBUTE" : "SUBJECT");
    attribute.ifPresent(name -> config.put("principalAttribute", name));
  }

  private boolean trust(ObjectNode config) {
    if (upstream.trust() instanceof Trust.MetadataUrl published) {
      return published(config, published);
    }
    if (upstream.trust() instanceof Trust.MetadataDocument) {
      remarks
          .at("metadata")
          .unsupported(
              "Keycloak reads metadata from a URL only: the identity provider is imported disabled."
                  + " Give signOn and certificates instead.");
      return false;
    }
    Trust.Pinned pinned = (Trust.Pinned) upstream.trust();
    config.put("singleSignOnServiceUrl", pinned.signOn().toString());
    config.put("useMetadataDescriptorUrl", "false");
    config.put(
        "signingCertificate",
        pinned.certificates().stream().map(ImportJson::base64).collect(Collectors.joining(",")));
    return true;
  }

  private boolean published(ObjectNode config, Trust.MetadataUrl published) {
    config.put("useMetadataDescriptorUrl", "true");
    config.put("metadataDescriptorUrl", published.url().toString());
    Optional<String> signOn = signOn(published.url());
    if (signOn.isPresent()) {
      config.put("singleSignOnServiceUrl", signOn.get());
    } else {
      String variable = upstream.name().replace('-', '_').toUpperCase(Locale.ROOT) + "_SIGN_ON_URL";
      config.set("singleSignOnServiceUrl", ImportJson.placeholder(variable));
      remarks
          .at("metadata")
          .byHand(
              "Set "
                  + variable
                  + " where Keycloak imports the realm, to the HTTP-Redirect sign-on address in "
                  + published.url()
                  + ".");
    }
    if (!published.signers().isEmpty()) {
      remarks
          .at("metadata")
          .unsupported(
              "Keycloak does not verify who signed metadata: the identity provider is imported"
                  + " disabled. Give certificates instead.");
    }
    return published.signers().isEmpty();
  }

  private Optional<String> signOn(URI metadata) {
    if (upstream.kind() instanceof Kind.Entra entra) {
      return Optional.of("https://login.microsoftonline.com/" + entra.tenant() + "/saml2");
    }
    String url = metadata.toString();
    return url.endsWith(B2C_METADATA)
        ? Optional.of(url.replace(B2C_METADATA, "/Samlp/sso/login"))
        : Optional.empty();
  }

  private void remark() {
    remarks.byHand(
        "Register the identifier (entity ID) "
            + source.address()
            + " and the reply URL "
            + source.endpoint(upstream)
            + " at the provider.");
    if (upstream.requestSigning()) {
      remarks
          .at("requestSigning")
          .byHand("Give the provider the certificate of the realm's own signing key.");
    }
    if (upstream.decryption().isPresent()) {
      remarks
          .at("decryption")
          .byHand(
              "Keycloak decrypts with its realm's own key: give the provider the encryption"
                  + " certificate of that key.");
    }
    if (upstream.unsolicited()) {
      remarks
          .at("unsolicited")
          .unsupported("People start at the application: this is not rendered.");
    }
    if (upstream.loginHint()) {
      remarks
          .at("loginHint")
          .unsupported("Keycloak would send the hint as a Subject, which Entra does not take.");
    }
  }
}

package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.guestbridge.realm.IdpInitiated;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.SamlRegistration;
import org.guestbridge.realm.SamlServiceProvider;

/** A downstream as a client of Keycloak. */
final class SamlClient {

  /** As long as the broker's own assertions are valid. */
  private static final String LIFESPAN_SECONDS = "300";

  private final RealmSource source;
  private final SamlServiceProvider downstream;
  private final SamlRegistration registration;
  private final Remarks remarks;

  private SamlClient(RealmSource source, SamlServiceProvider downstream, Remarks remarks) {
    this.source = source;
    this.downstream = downstream;
    this.registration = downstream.registration();
    this.remarks = remarks;
  }

  /**
   * Writes a client.
   *
   * @param flow the id of the flow that people sign in by
   */
  static ObjectNode of(
      RealmSource source, SamlServiceProvider downstream, String flow, Remarks remarks) {
    remarks.byHand(
        "Tell the application: identity provider "
            + source.address()
            + ", sign-on URL "
            + source.address()
            + "/protocol/saml, and the signing certificate shown there under"
            + " /protocol/saml/descriptor. Keycloak's own key signs, not the key ring.");
    return new SamlClient(source, downstream, remarks).written(flow);
  }

  private ObjectNode written(String flow) {
    ObjectNode client = ImportJson.mapping();
    client.put("clientId", registration.entityId());
    client.put("name", downstream.name());
    client.put("protocol", "saml");
    client.put("enabled", true);
    client.put("publicClient", true);
    client.put("bearerOnly", false);
    client.put("consentRequired", false);
    client.put("standardFlowEnabled", true);
    client.put("implicitFlowEnabled", false);
    client.put("directAccessGrantsEnabled", false);
    client.put("serviceAccountsEnabled", false);
    client.put("frontchannelLogout", true);
    client.put("fullScopeAllowed", false);
    client.putArray("defaultClientScopes");
    client.putArray("optionalClientScopes");
    client.putArray("webOrigins");
    redirectUris(client.putArray("redirectUris"));
    client.putObject("authenticationFlowBindingOverrides").put("browser", flow);
    ObjectNode attributes = client.putObject("attributes");
    protocol(attributes);
    keys(attributes);
    logout(attributes);
    downstream.idpInitiated().ifPresent(allowed -> idpInitiated(attributes, allowed));
    mappers(client.putArray("protocolMappers"));
    if (source.entry(downstream).has("directory")) {
      remarks.at("directory").unsupported("Keycloak fills no directory; a broker beside it can.");
    }
    return client;
  }

  /** Keycloak takes an asterisk for any text. */
  private void redirectUris(ArrayNode uris) {
    for (SamlRegistration.Consumer consumer : registration.consumers()) {
      String url = consumer.url().toString();
      if (url.contains("*")) {
        remarks.at("acs").unsupported("An address with an asterisk is left out.");
      } else {
        uris.add(url);
      }
    }
    if (registration.consumers().size() > 1) {
      remarks
          .at("acs")
          .unsupported("A request that names a consumer by its index is answered at the default.");
    }
    if (registration.validUntil().isPresent()) {
      remarks
          .at("metadata")
          .unsupported("The client stays when the metadata's validUntil is over.");
    }
  }

  private void protocol(ObjectNode attributes) {
    attributes.put(ExtensionNames.DOWNSTREAM, downstream.name());
    downstream
        .release()
        .upstreams()
        .ifPresent(
            admitted -> attributes.put(ExtensionNames.CLIENT_UPSTREAMS, Flows.list(admitted)));
    attributes.put("saml.assertion.signature", "true");
    attributes.put("saml.server.signature", Boolean.toString(downstream.signResponse()));
    attributes.put("saml.server.signature.keyinfo.ext", "false");
    attributes.put("saml.server.signature.keyinfo.xmlSigKeyInfoKeyNameTransformer", "NONE");
    attributes.put("saml.signature.algorithm", "RSA_SHA256");
    attributes.put(
        "saml_signature_canonicalization_method", "http://www.w3.org/2001/10/xml-exc-c14n#");
    attributes.put("saml_force_name_id_format", "true");
    attributes.put("saml_name_id_format", nameIdFormat(downstream.nameIdFormat()));
    attributes.put("saml.force.post.binding", "true");
    attributes.put("saml.authnstatement", "true");
    attributes.put("saml.onetimeuse.condition", "false");
    attributes.put("saml.allow.ecp.flow", "false");
    attributes.put("saml.artifact.binding", "false");
    attributes.put("saml.assertion.lifespan", LIFESPAN_SECONDS);
    attributes.put(
        "saml_assertion_consumer_url_post", registration.defaultConsumer().url().toString());
  }

  private void keys(ObjectNode attributes) {
    boolean signed = downstream.requireSignedRequests();
    attributes.put("saml.client.signature", Boolean.toString(signed));
    registration.signingCertificates().stream()
        .findFirst()
        .ifPresent(key -> attributes.put("saml.signing.certificate", ImportJson.base64(key)));
    if (registration.signingCertificates().size() > 1) {
      remarks
          .at("signingCertificates")
          .unsupported("Keycloak knows one certificate of a client: the first.");
    }
    if (!signed && !registration.signingCertificates().isEmpty()) {
      remarks
          .at("requireSignedRequests")
          .unsupported("Without it, Keycloak does not look at the signature of a signed request.");
    }
    attributes.put(
        "saml.encrypt", Boolean.toString(registration.encryptionCertificate().isPresent()));
    registration
        .encryptionCertificate()
        .ifPresent(
            key -> {
              attributes.put("saml.encryption.certificate", ImportJson.base64(key));
              attributes.put(
                  "saml.encryption.algorithm", "http://www.w3.org/2009/xmlenc11#aes256-gcm");
              attributes.put(
                  "saml.encryption.keyAlgorithm",
                  "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p");
              attributes.put(
                  "saml.encryption.digestMethod", "http://www.w3.org/2000/09/xmldsig#sha1");
            });
  }

  private void logout(ObjectNode attributes) {
    registration
        .singleLogout()
        .ifPresent(
            logout ->
                attributes.put(
                    logout.binding() == SamlRegistration.Binding.POST
                        ? "saml_single_logout_service_url_post"
                        : "saml_single_logout_service_url_redirect",
                    logout.url().toString()));
  }

  private void idpInitiated(ObjectNode attributes, IdpInitiated allowed) {
    attributes.put("saml_idp_initiated_sso_url_name", downstream.name());
    allowed
        .defaultRelayState()
        .ifPresent(state -> attributes.put("saml_idp_initiated_sso_relay_state", state));
    attributes.put(
        ExtensionNames.RELAY_STATES,
        allowed.relayStates().isEmpty()
            ? ExtensionNames.NO_RELAY_STATE
            : String.join("\n", allowed.relayStates()));
    remarks
        .at("idpInitiated")
        .unsupported(
            "There is no start page: link to "
                + source.address()
                + "/protocol/saml/clients/"
                + downstream.name()
                + ".");
  }

  private void mappers(ArrayNode mappers) {
    ObjectNode nameId = mapper(mappers, "NameID", ExtensionNames.NAME_ID_MAPPER);
    nameId.put(ExtensionNames.NAME_ID_FORMAT, downstream.nameIdFormat().uri());
    ObjectNode attributes = mapper(mappers, "attributes", ExtensionNames.ATTRIBUTES_MAPPER);
    Map<String, String> settings = ReleaseSettings.of(downstream).toConfig();
    settings.forEach(attributes::put);
  }

  private static ObjectNode mapper(ArrayNode mappers, String name, String providerId) {
    ObjectNode mapper = mappers.addObject();
    mapper.put("name", name);
    mapper.put("protocol", "saml");
    mapper.put("protocolMapper", providerId);
    mapper.put("consentRequired", false);
    return mapper.putObject("config");
  }

  /** Keycloak's names; it says username where the format is unspecified. */
  private static String nameIdFormat(NameIdFormat format) {
    return switch (format) {
      case EMAIL -> "email";
      case PERSISTENT -> "persistent";
      case TRANSIENT -> "transient";
      case UNSPECIFIED -> "username";
    };
  }
}

package org.guestbridge.simulators.saml.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.saml.CheckedAssertion;
import org.guestbridge.simulators.saml.Credential;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlElement;
import org.guestbridge.simulators.saml.SamlRefused;
import org.guestbridge.simulators.saml.SamlXml;
import org.guestbridge.simulators.saml.SignatureCheck;
import org.guestbridge.simulators.saml.idp.IdpMetadata;
import org.guestbridge.simulators.saml.idp.NameIdFormat;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.idp.SamlFault;
import org.guestbridge.simulators.saml.idp.TestServiceProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Names, attributes and metadata of identity providers that are not Entra. */
class SimulatedSamlIdpTest {
  private SimulatedSamlIdp idp;
  private TestServiceProvider client;

  @BeforeEach
  void start() {
    start(SamlIdpSettings.defaults());
  }

  private void start(SamlIdpSettings settings) {
    if (idp != null) {
      idp.close();
    }
    idp =
        SimulatedSamlIdp.start(
            settings,
            RegisteredServiceProvider.of(
                TestServiceProvider.ENTITY_ID, TestServiceProvider.CONSUMER));
    client =
        new TestServiceProvider(
            new TestServiceProvider.SamlIdpUnderTest(
                idp.endpoint(), idp.entityId(), () -> idp.keys().certificate()));
  }

  @AfterEach
  void stop() {
    idp.close();
  }

  @Test
  void loginWhenGenericThenPersistentNameWithQualifiers() throws Exception {
    CheckedAssertion assertion = client.assertion("guest2");
    assertThat(assertion.nameIdFormat()).contains(NameIdFormat.PERSISTENT);
    assertThat(assertion.nameQualifier()).contains(idp.entityId());
    assertThat(assertion.spNameQualifier()).contains(TestServiceProvider.ENTITY_ID);
    assertThat(assertion.nameId())
        .isEqualTo(client.assertion("guest2").nameId())
        .isNotEqualTo(client.assertion("guest").nameId());
    assertThat(assertion.attributes())
        .containsKeys("uid", "mail", "givenName", "sn", "displayName", "groups");
  }

  @Test
  void attributesWhenNamedOtherwiseThenThoseAlone() throws Exception {
    start(
        SamlIdpSettings.defaults()
            .withEntityId("urn:partner:idp")
            .withAttributeNames(Map.of(SamlIdpSettings.Attribute.MAIL, "urn:oid:mail")));
    assertThat(idp.entityId()).isEqualTo("urn:partner:idp");
    assertThat(client.assertion("guest").attributes()).containsOnlyKeys("urn:oid:mail");
  }

  @Test
  void requestWhenFormatOrSubjectIsUnknownThenStatus() throws Exception {
    SamlElement request = client.request(client.newId());
    request.add(Saml.PROTOCOL, "samlp:NameIDPolicy").attribute("Format", "urn:unknown");
    assertThat(TestServiceProvider.status(client.send(request, "guest", Optional.empty()).body()))
        .containsExactly("Requester", "InvalidNameIDPolicy");
    SamlElement subject = client.request(client.newId());
    subject.add(Saml.ASSERTION, "saml:Subject");
    assertThat(TestServiceProvider.status(client.send(subject, "guest", Optional.empty()).body()))
        .containsExactly("Requester", "RequestUnsupported");
  }

  @Test
  void addressesWhenB2cThenCarryThePolicy() throws Exception {
    start(SamlIdpSettings.b2c("B2C_1A_signin"));
    String policy = idp.base() + "/fabrikam.onmicrosoft.com/B2C_1A_signin";
    assertThat(idp.entityId()).isEqualTo(policy);
    assertThat(idp.metadataUrl()).isEqualTo(policy + "/samlp/metadata");
    assertThat(client.assertion("guest2").attributes()).containsKeys("objectId", "email");
    assertThat(client.get(idp.metadataUrl()).body()).contains("entityID=\"" + policy + "\"");
  }

  @Test
  void metadataWhenSignedThenVerifiesUnlessAnotherKeySigned() throws Exception {
    start(
        SamlIdpSettings.defaults()
            .withMetadata(new IdpMetadata.Style(true, false, Optional.empty(), Optional.empty())));
    Element good = metadata();
    SignatureCheck check = new SignatureCheck(idp.keys().certificate(), true, false);
    assertThat(check.verifyEnveloped(good)).isTrue();
    assertThat(good.hasAttribute("validUntil")).isFalse();
    assertThat(SamlXml.write(good)).contains("<md:KeyDescriptor>").doesNotContain("use=");
    idp.faults().next(SamlFault.METADATA_SIGNED_BY_OTHER_KEY);
    Element forged = metadata();
    assertThatThrownBy(() -> check.verifyEnveloped(forged)).isInstanceOf(SamlRefused.class);
  }

  @Test
  void metadataWhenKeysAreSeveralThenAllAreThere() throws Exception {
    idp.keys().announceNext();
    String text = client.get(idp.metadataUrl()).body();
    idp.keys()
        .published()
        .forEach(certificate -> assertThat(text).contains(Credential.text(certificate)));
    assertThat(idp.keys().published()).hasSize(2);
    assertThat(text).contains("validUntil=", "cacheDuration=\"PT1H\"", "use=\"signing\"");
  }

  @Test
  void metadataWhenFaultyThenAsNamedOnce() throws Exception {
    idp.faults().next(SamlFault.METADATA_EXPIRED);
    assertThat(Instant.parse(metadata().getAttribute("validUntil"))).isBefore(Instant.now());
    idp.faults().next(SamlFault.METADATA_WITHOUT_KEY);
    assertThat(SamlXml.write(metadata())).doesNotContain("KeyDescriptor");
    idp.faults().next(SamlFault.METADATA_OTHER_ENTITY);
    assertThat(metadata().getAttribute("entityID")).isNotEqualTo(idp.entityId());
    idp.faults().next(SamlFault.METADATA_500);
    assertThat(client.get(idp.metadataUrl()).statusCode()).isEqualTo(500);
    idp.faults().next(SamlFault.METADATA_GARBAGE);
    assertThatThrownBy(SimulatedSamlIdpTest.this::metadata).isInstanceOf(SamlRefused.class);
    idp.faults().next(SamlFault.METADATA_OVERSIZED);
    assertThat(client.get(idp.metadataUrl()).body()).hasSizeGreaterThan(16 * 1024 * 1024);
    idp.faults().delay(Duration.ofMillis(300)).next(SamlFault.METADATA_SLOW);
    Instant before = Instant.now();
    assertThat(metadata().getAttribute("entityID")).isEqualTo(idp.entityId());
    assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(290));
    assertThat(idp.faults().pending()).isEmpty();
  }

  private Element metadata() throws Exception {
    String text = client.get(idp.metadataUrl()).body();
    return SamlXml.read(text.getBytes(StandardCharsets.UTF_8)).getDocumentElement();
  }
}

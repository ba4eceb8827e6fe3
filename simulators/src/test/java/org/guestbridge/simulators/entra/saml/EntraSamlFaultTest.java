package org.guestbridge.simulators.entra.saml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SelfSignedCertificate;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.saml.CheckedAssertion;
import org.guestbridge.simulators.saml.EncryptionTarget;
import org.guestbridge.simulators.saml.RedirectBinding;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlElement;
import org.guestbridge.simulators.saml.SamlRefused;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.idp.SamlFault;
import org.guestbridge.simulators.saml.idp.TestServiceProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault produces what it names, once; the login after it is good again. */
class EntraSamlFaultTest {
  private static final String LOGOUT = "http://localhost:8080/r/example/saml/slo";
  private static final String CLAIMS = "http://schemas.microsoft.com/identity/claims/";

  private static SimulatedEntra entra;
  private static EntraSaml saml;
  private static TestServiceProvider client;

  @BeforeAll
  static void start() {
    entra = SimulatedEntra.start(EntraSettings.defaults());
    saml = EntraSaml.register(entra, EntraSamlSettings.defaults(), serviceProvider());
    client =
        new TestServiceProvider(
            new TestServiceProvider.SamlIdpUnderTest(
                saml.endpoint(), saml.entityId(), () -> saml.keys().certificate()));
  }

  private static RegisteredServiceProvider serviceProvider() {
    return RegisteredServiceProvider.of(TestServiceProvider.ENTITY_ID, TestServiceProvider.CONSUMER)
        .withSingleLogout(LOGOUT);
  }

  @AfterAll
  static void stop() {
    entra.close();
  }

  @BeforeEach
  void reset() {
    saml.faults().clear();
    saml.log().clear();
  }

  /** What a strict service provider says; {@code GOOD} where only the attributes change. */
  private static Map<SamlFault, String> verdicts() {
    Map<SamlFault, String> all = new EnumMap<>(SamlFault.class);
    all.put(SamlFault.WRONG_ISSUER, "WRONG_ISSUER");
    all.put(SamlFault.RESPONSE_ISSUER_DIFFERS, "WRONG_ISSUER");
    all.put(SamlFault.WRONG_AUDIENCE, "WRONG_AUDIENCE");
    all.put(SamlFault.MISSING_AUDIENCE, "WRONG_AUDIENCE");
    all.put(SamlFault.WRONG_RECIPIENT, "WRONG_RECIPIENT");
    all.put(SamlFault.WRONG_DESTINATION, "WRONG_DESTINATION");
    all.put(SamlFault.WRONG_IN_RESPONSE_TO, "IN_RESPONSE_TO");
    all.put(SamlFault.MISSING_IN_RESPONSE_TO, "IN_RESPONSE_TO");
    all.put(SamlFault.WRONG_RELAY_STATE, "RELAY_STATE");
    all.put(SamlFault.MISSING_RELAY_STATE, "RELAY_STATE");
    all.put(SamlFault.EXPIRED, "EXPIRED");
    all.put(SamlFault.NOT_YET_VALID, "NOT_YET_VALID");
    all.put(SamlFault.MISSING_CONDITIONS, "WRONG_STRUCTURE");
    all.put(SamlFault.CLOCK_FAST_4_MINUTES, "NOT_YET_VALID");
    all.put(SamlFault.CLOCK_FAST_10_MINUTES, "NOT_YET_VALID");
    all.put(SamlFault.CLOCK_SLOW_10_MINUTES, "EXPIRED");
    all.put(SamlFault.UNSIGNED, "NOT_SIGNED");
    all.put(SamlFault.SHA1, "WRONG_ALGORITHM");
    all.put(SamlFault.OTHER_KEY, "CERTIFICATE_MISMATCH");
    all.put(SamlFault.OTHER_CERTIFICATE_IN_KEY_INFO, "CERTIFICATE_MISMATCH");
    all.put(SamlFault.OTHER_KEY_UNDER_KNOWN_CERTIFICATE, "INVALID_SIGNATURE");
    all.put(SamlFault.NO_KEY_INFO, "CERTIFICATE_MISSING");
    all.put(SamlFault.TAMPERED, "INVALID_SIGNATURE");
    all.put(SamlFault.TWO_ASSERTIONS, "NOT_ONE_ASSERTION");
    all.put(SamlFault.FORGED_ASSERTION_FIRST, "NOT_ONE_ASSERTION");
    all.put(SamlFault.STATUS_ERROR, "STATUS");
    all.put(SamlFault.REPLAY, "REPLAY");
    all.put(SamlFault.TRANSIENT_NAME_ID, "TRANSIENT");
    return all;
  }

  @ParameterizedTest
  @EnumSource(SamlFault.class)
  void faultWhenOrderedThenIsSeenOnce(SamlFault fault) throws Exception {
    if (!verdicts().containsKey(fault)) {
      assertThat(OTHERS).as("observed in a test of its own").contains(fault);
      return;
    }
    assertThat(client.logIn("guest")).isEqualTo(TestServiceProvider.GOOD);
    saml.faults().next(fault);
    assertThat(client.logIn("guest")).isEqualTo(verdicts().get(fault));
    assertThat(saml.faults().pending()).isEmpty();
    assertThat(client.logIn("guest")).isEqualTo(TestServiceProvider.GOOD);
  }

  private static final Set<SamlFault> OTHERS =
      EnumSet.of(
          SamlFault.CLOCK_SLOW_4_MINUTES,
          SamlFault.OLD_AUTHN_INSTANT,
          SamlFault.PLAIN_ASSERTION,
          SamlFault.MISSING_OBJECT_ID,
          SamlFault.TWO_OBJECT_IDS,
          SamlFault.MISSING_TENANT_ID,
          SamlFault.OTHER_TENANT_ID,
          SamlFault.MISSING_IDENTITY_PROVIDER,
          SamlFault.UNSIGNED_LOGOUT,
          SamlFault.LOGOUT_BY_OTHER_KEY,
          SamlFault.METADATA_EXPIRED,
          SamlFault.METADATA_SIGNED_BY_OTHER_KEY,
          SamlFault.METADATA_WITHOUT_KEY,
          SamlFault.METADATA_OTHER_ENTITY,
          SamlFault.METADATA_OVERSIZED,
          SamlFault.METADATA_GARBAGE,
          SamlFault.METADATA_500,
          SamlFault.METADATA_SLOW);

  @Test
  void clockWhenFourMinutesSlowThenConfirmationStillHolds() throws Exception {
    saml.faults().next(SamlFault.CLOCK_SLOW_4_MINUTES);
    assertThat(client.logIn("guest")).isEqualTo(TestServiceProvider.GOOD);
    assertThat(saml.faults().pending()).isEmpty();
  }

  @Test
  void authnInstantWhenOldThenAnHourBehind() throws Exception {
    saml.faults().next(SamlFault.OLD_AUTHN_INSTANT);
    client.logIn("guest");
    String xml = saml.log().responses().get(0);
    String instant = xml.replaceAll("(?s).*AuthnInstant=\"([^\"]+)\".*", "$1");
    assertThat(Instant.parse(instant)).isBefore(Instant.now().minus(Duration.ofMinutes(59)));
  }

  @Test
  void attributesWhenFaultyThenMissingOrOther() throws Exception {
    Map<SamlFault, String> removed =
        Map.of(
            SamlFault.MISSING_OBJECT_ID, "objectidentifier",
            SamlFault.MISSING_TENANT_ID, "tenantid",
            SamlFault.MISSING_IDENTITY_PROVIDER, "identityprovider");
    for (Map.Entry<SamlFault, String> entry : removed.entrySet()) {
      assertThat(client.assertion("guest").attributes()).containsKey(CLAIMS + entry.getValue());
      saml.faults().next(entry.getKey());
      assertThat(client.assertion("guest").attributes())
          .doesNotContainKey(CLAIMS + entry.getValue());
    }
    saml.faults().next(SamlFault.TWO_OBJECT_IDS).next(SamlFault.OTHER_TENANT_ID);
    CheckedAssertion assertion = client.assertion("guest");
    assertThat(assertion.attributes().get(CLAIMS + "objectidentifier")).hasSize(2);
    assertThat(assertion.attributes().get(CLAIMS + "tenantid"))
        .containsExactly("77777777-7777-4777-8777-777777777777");
  }

  @ParameterizedTest
  @EnumSource(EncryptionTarget.KeyTransport.class)
  void assertionWhenEncryptedThenOpensOnlyWithTheKey(EncryptionTarget.KeyTransport transport)
      throws Exception {
    SelfSignedCertificate key = SelfSignedCertificate.generate("sp", Instant.now());
    SelfSignedCertificate other = SelfSignedCertificate.generate("other", Instant.now());
    saml.register(
        serviceProvider().withEncryption(new EncryptionTarget(key.certificate(), transport)));
    try {
      TestServiceProvider.SamlIdpUnderTest idp =
          new TestServiceProvider.SamlIdpUnderTest(
              saml.endpoint(), saml.entityId(), () -> saml.keys().certificate());
      assertThat(client.logIn("guest")).isEqualTo("ENCRYPTED_ASSERTION");
      TestServiceProvider owner = new TestServiceProvider(idp).decryptingWith(key.privateKey());
      assertThat(owner.logIn("guest")).isEqualTo(TestServiceProvider.GOOD);
      assertThat(new TestServiceProvider(idp).decryptingWith(other.privateKey()).logIn("guest"))
          .isEqualTo("CANNOT_DECRYPT");
      saml.faults().next(SamlFault.PLAIN_ASSERTION);
      assertThat(owner.logIn("guest")).isEqualTo("PLAIN");
      assertThat(saml.log().responses().get(0)).doesNotContain("Jane Doe");
    } finally {
      saml.register(serviceProvider());
    }
  }

  @Test
  void logoutWhenAskedThenAnsweredSignedWithTheOtherIssuer() throws Exception {
    client.assertion("guest");
    String location = logOut();
    assertThat(location).startsWith(LOGOUT + "?SAMLResponse=");
    assertThat(TestServiceProvider.message(location, "SAMLResponse"))
        .contains("InResponseTo=\"_logout\"")
        .contains(">https://login.microsoftonline.com/" + entra.settings().tenantId() + "/<");
    assertThat(verified(location)).isEqualTo("GOOD");
    saml.faults().next(SamlFault.UNSIGNED_LOGOUT);
    assertThat(verified(logOut())).isEqualTo("WRONG_ALGORITHM");
    saml.faults().next(SamlFault.LOGOUT_BY_OTHER_KEY);
    assertThat(verified(logOut())).isEqualTo("INVALID_SIGNATURE");
  }

  @Test
  void logoutWhenEntraBeginsThenNamesTheSession() throws Exception {
    CheckedAssertion assertion = client.assertion("guest");
    HttpResponse<String> answer =
        client.get(
            entra.authority()
                + "/simulator/saml/logout?"
                + Form.encode(Map.of("sp", TestServiceProvider.ENTITY_ID)));
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(TestServiceProvider.message(location, "SAMLRequest"))
        .contains(assertion.nameId(), assertion.sessionIndex().orElseThrow());
    assertThat(verified(location)).isEqualTo("GOOD");
  }

  private static String logOut() throws Exception {
    SamlElement request =
        SamlElement.root(Saml.PROTOCOL, "samlp:LogoutRequest")
            .attribute("ID", "_logout")
            .attribute("Version", "2.0")
            .attribute("IssueInstant", Instant.now().toString());
    request.add(Saml.ASSERTION, "saml:Issuer").text(TestServiceProvider.ENTITY_ID);
    request.add(Saml.ASSERTION, "saml:NameID").text("jane.doe@partner.example");
    return client
        .send(request, "", Optional.empty())
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private static String verified(String location) {
    String query = URI.create(location).getRawQuery();
    try {
      RedirectBinding.verify(query, Form.parse(query), saml.keys().certificate().getPublicKey());
      return "GOOD";
    } catch (SamlRefused refusal) {
      return refusal.reason().name();
    }
  }
}

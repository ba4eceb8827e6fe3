package org.guestbridge.simulators.saml.sp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.saml.EncryptionTarget;
import org.guestbridge.simulators.saml.generic.SamlIdpSettings;
import org.guestbridge.simulators.saml.generic.SimulatedSamlIdp;
import org.guestbridge.simulators.saml.idp.NameIdFormat;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.idp.SamlFault;
import org.guestbridge.simulators.saml.idp.TestServiceProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins and logouts between the service provider and an identity provider. */
class SimulatedServiceProviderTest {
  private SimulatedSamlIdp idp;
  private SimulatedServiceProvider sp;
  private TestServiceProvider browser;

  @BeforeEach
  void start() {
    idp = SimulatedSamlIdp.start(SamlIdpSettings.defaults());
    browser =
        new TestServiceProvider(
            new TestServiceProvider.SamlIdpUnderTest(
                idp.endpoint(), idp.entityId(), () -> idp.keys().certificate()));
  }

  @AfterEach
  void stop() {
    sp.close();
    idp.close();
  }

  private void start(ServiceProviderSettings settings) {
    sp = SimulatedServiceProvider.start(settings);
    sp.configureIdentityProvider(
        idp.entityId(), idp.endpoint(), Optional.of(idp.endpoint()), idp.keys().certificate());
    RegisteredServiceProvider registered =
        RegisteredServiceProvider.of(
                sp.entityId(), sp.assertionConsumer(), sp.assertionConsumer() + "/second")
            .withSingleLogout(sp.singleLogoutService())
            .withSignedRequests(sp.signingCertificate());
    idp.register(
        settings.encryption()
            ? registered.withEncryption(EncryptionTarget.of(sp.encryptionCertificate()))
            : registered);
  }

  @Test
  void loginWhenByRedirectThenAcceptedOnceAndReplayRefused() throws Exception {
    start(ServiceProviderSettings.defaults());
    Map<String, String> fields = logIn("");
    assertThat(last().outcome()).isEqualTo("ACCEPTED");
    assertThat(last().assertion().orElseThrow().nameIdFormat()).contains(NameIdFormat.PERSISTENT);
    browser.post(sp.assertionConsumer(), fields);
    assertThat(last().outcome()).isEqualTo("REPLAYED_ASSERTION");
  }

  @Test
  void loginWhenByPostWithFormatThenSignedAndNamed() throws Exception {
    start(
        ServiceProviderSettings.defaults()
            .withRequestByPost()
            .withNameIdFormat(NameIdFormat.EMAIL_ADDRESS));
    String page = browser.get(sp.base() + "/login").body();
    Map<String, String> asked = TestServiceProvider.fields(page);
    asked.put("login_hint", "guest");
    String answer = browser.post(idp.endpoint(), asked).body();
    browser.post(sp.assertionConsumer(), TestServiceProvider.fields(answer));
    assertThat(last().assertion().orElseThrow().nameId()).isEqualTo("jane.doe@partner.example");
  }

  @Test
  void loginWhenEncryptedThenDecryptedAndPlainRefused() throws Exception {
    start(ServiceProviderSettings.defaults().withEncryption());
    logIn("");
    assertThat(last().outcome()).isEqualTo("ACCEPTED");
    idp.faults().next(SamlFault.PLAIN_ASSERTION);
    logIn("");
    assertThat(last().outcome()).isEqualTo("NOT_ONE_ASSERTION");
    assertThat(browser.get(sp.entityId()).body()).contains("use=\"encryption\"");
  }

  @Test
  void loginWhenSecondConsumerIsAskedThenItsAddressIsChecked() throws Exception {
    start(ServiceProviderSettings.defaults());
    Map<String, String> fields = logIn("?index=1");
    assertThat(last().outcome()).isEqualTo("WRONG_DESTINATION");
    browser.post(sp.assertionConsumer() + "/second", fields);
    assertThat(last().outcome()).isEqualTo("ACCEPTED");
  }

  @Test
  void loginWhenFaultyThenRefusedForItsReason() throws Exception {
    start(ServiceProviderSettings.defaults());
    for (Map.Entry<SamlFault, String> expected :
        Map.of(
                SamlFault.UNSIGNED, "NOT_SIGNED",
                SamlFault.WRONG_AUDIENCE, "WRONG_AUDIENCE",
                SamlFault.WRONG_IN_RESPONSE_TO, "UNKNOWN_IN_RESPONSE_TO",
                SamlFault.WRONG_RELAY_STATE, "WRONG_RELAY_STATE",
                SamlFault.STATUS_ERROR, "STATUS_NOT_SUCCESS")
            .entrySet()) {
      idp.faults().next(expected.getKey());
      logIn("");
      assertThat(last().outcome()).isEqualTo(expected.getValue());
    }
  }

  @Test
  void loginWhenUnsolicitedThenOnlyIfTold() throws Exception {
    start(ServiceProviderSettings.defaults());
    unsolicited();
    assertThat(last().outcome()).isEqualTo("UNSOLICITED");
    sp.close();
    start(ServiceProviderSettings.defaults().acceptingUnsolicited());
    unsolicited();
    assertThat(last().outcome()).isEqualTo("ACCEPTED");
  }

  @Test
  void logoutWhenEitherSideBeginsThenAnswered() throws Exception {
    start(ServiceProviderSettings.defaults());
    logIn("");
    String toIdp = location(browser.get(sp.base() + "/logout"));
    String back = location(browser.get(toIdp));
    assertThat(browser.get(back).statusCode()).isEqualTo(200);
    assertThat(sp.logoutMessages()).containsExactly("GOOD");
    String query = Form.encode(Map.of("sp", sp.entityId()));
    String toSp = location(browser.get(idp.base() + "/simulator/logout?" + query));
    String answer = location(browser.get(toSp));
    assertThat(answer).startsWith(idp.endpoint() + "?SAMLResponse=");
    assertThat(browser.get(answer).statusCode()).isEqualTo(200);
    idp.faults().next(SamlFault.UNSIGNED_LOGOUT);
    String unsigned = location(browser.get(idp.base() + "/simulator/logout?" + query));
    assertThat(browser.get(unsigned).statusCode()).isEqualTo(403);
    assertThat(sp.logoutMessages()).isEqualTo(List.of("GOOD", "GOOD", "WRONG_ALGORITHM"));
  }

  private Map<String, String> logIn(String query) throws Exception {
    String toIdp = location(browser.get(sp.base() + "/login" + query));
    Map<String, String> fields =
        TestServiceProvider.fields(browser.get(toIdp + "&login_hint=guest").body());
    browser.post(sp.assertionConsumer(), fields);
    return fields;
  }

  private void unsolicited() throws Exception {
    String query = Form.encode(Map.of("sp", sp.entityId(), "sim_person", "guest"));
    String page = browser.get(idp.unsolicitedUrl() + "?" + query).body();
    browser.post(sp.assertionConsumer(), TestServiceProvider.fields(page));
  }

  private SpLogin last() {
    return sp.logins().get(sp.logins().size() - 1);
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElseThrow();
  }
}

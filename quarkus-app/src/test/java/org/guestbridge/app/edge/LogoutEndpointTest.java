package org.guestbridge.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logout over HTTP; the messages themselves are tested with the service. */
@QuarkusTest
@WithTestResource(RunningBroker.class)
class LogoutEndpointTest {

  private static final String SLO = "/r/example/saml/slo";

  @TestHTTPResource("/")
  URI publicBase;

  @Inject BrokerSettings settings;

  private PrivateKey key;
  private Broker broker;

  @BeforeEach
  void connect() throws Exception {
    byte[] encoded = Files.readAllBytes(settings.realmFile().get(0).resolveSibling("sp.key"));
    key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    broker = new Broker(publicBase);
  }

  @Test
  void aRequestIsAnsweredOnce() {
    String query = SamlMessage.logout().with("ID", "_once").signedRedirect(key);
    HttpAnswer first = broker.get(SLO + "?" + query);
    assertThat(first.status()).isEqualTo(303);
    assertThat(first.header("Location")).startsWith("https://jira.example.com/slo?SAMLResponse=");
    HttpAnswer again = broker.get(SLO + "?" + query);
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.code()).contains(Code.SAML_REQUEST_REPLAYED.text());
    String other = SamlMessage.logout().with("ID", "_other").signedRedirect(key);
    assertThat(broker.get(SLO + "?" + other).status()).isEqualTo(303);
  }

  @Test
  void anUnsignedOrForgedRequestUsesNothingUp() {
    SamlMessage message = SamlMessage.logout().with("ID", "_forged");
    assertThat(broker.get(SLO + "?" + message.redirect()).code())
        .contains(Code.SAML_SIGNATURE_REQUIRED.text());
    assertThat(broker.form(SLO, message.post()).code())
        .contains(Code.SAML_SIGNATURE_REQUIRED.text());
    String forged = message.signedRedirect(TestKeys.STRANGER.privateKey());
    assertThat(broker.get(SLO + "?" + forged).code()).contains(Code.SAML_SIGNATURE_INVALID.text());
    assertThat(broker.get(SLO + "?" + message.signedRedirect(key)).status()).isEqualTo(303);
  }

  @Test
  void aDownstreamWithoutLogoutIsRefused() {
    String query =
        SamlMessage.logout().issuer("https://auth.atlassian.com/saml/one").signedRedirect(key);
    assertThat(broker.get(SLO + "?" + query).code()).contains(Code.SAML_LOGOUT_UNSUPPORTED.text());
  }

  @Test
  void aResponseIsAnsweredByAPage() {
    for (HttpAnswer answer :
        new HttpAnswer[] {
          broker.get(SLO + "?SAMLResponse=x"), broker.form(SLO, "SAMLResponse=x")
        }) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("You are signed out of the application");
    }
    assertThat(broker.get(SLO).code()).contains(Code.SAML_REQUEST_MISSING.text());
  }
}

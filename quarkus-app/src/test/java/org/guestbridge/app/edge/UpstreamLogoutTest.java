package org.guestbridge.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A logout request that leads through the upstream, there and back. */
@QuarkusTest
@WithTestResource(RunningBroker.class)
class UpstreamLogoutTest {

  private static final String SLO = "/r/example/saml/slo?";
  private static final String BACK = SamlMessage.PUBLIC_URL + "/r/example/oidc/entra/logged-out";
  private static final String ANSWER = "https://jira.example.com/slo?SAMLResponse=";

  @TestHTTPResource("/")
  URI publicBase;

  @ConfigProperty(name = RunningBroker.ENTRA, defaultValue = RunningBroker.UNSET)
  URI entra;

  @Inject BrokerSettings settings;

  private RealmFile file;
  private PrivateKey key;
  private Broker broker;
  private int requests;

  @BeforeEach
  void serve() throws Exception {
    broker = new Broker(publicBase);
    file = new RealmFile(settings.realmFile().get(0), entra);
    byte[] encoded = Files.readAllBytes(settings.realmFile().get(0).resolveSibling("sp.key"));
    key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    file.write(file.text().replace("type: entra-oidc", "type: entra-oidc\n    logout: upstream"));
    ask(asked -> !asked.header("Location").startsWith(ANSWER));
  }

  @AfterEach
  void restore() {
    file.restore();
    ask(asked -> asked.header("Location").startsWith(ANSWER));
  }

  @Test
  void logoutGoesThroughTheUpstreamAndIsAnsweredOnce() throws Exception {
    HttpAnswer asked = logout("&RelayState=r1");
    assertThat(asked.status()).isEqualTo(303);
    assertThat(asked.header("Location"))
        .startsWith(entra.toString())
        .contains("/logout?client_id=", "&post_logout_redirect_uri=", "&state=")
        .doesNotContain("id_token_hint");
    String cookie = cookie(asked);

    String back = browse(asked.header("Location"));
    assertThat(back).startsWith(BACK + "?state=");
    String target = back.substring(SamlMessage.PUBLIC_URL.length());
    HttpAnswer answered = broker.get(target, cookie);
    assertThat(answered.status()).isEqualTo(303);
    assertThat(answered.header("Location")).startsWith(ANSWER).contains("RelayState=r1");
    assertThat(answered.header("Set-Cookie")).contains("Max-Age=0");

    assertThat(broker.get(target, cookie).code()).isEqualTo(Code.TRANSACTION_USED.text());
  }

  @Test
  void theReturnNeedsTheBrowserThatLeft() throws Exception {
    HttpAnswer asked = logout("");
    String cookie = cookie(asked);
    String back = browse(asked.header("Location"));
    String target = back.substring(SamlMessage.PUBLIC_URL.length());

    assertThat(broker.get(target).code()).isEqualTo(Code.TRANSACTION_MISSING.text());
    assertThat(broker.get(target, cookie(logout(""))).code())
        .isEqualTo(Code.TRANSACTION_MISSING.text());
    assertThat(broker.get(target, cookie.substring(0, cookie.length() - 4) + "AAAA").code())
        .isEqualTo(Code.TRANSACTION_INVALID.text());
    assertThat(broker.get(target.replace("?state=", "?x="), cookie).code())
        .isEqualTo(Code.REQUEST_INVALID.text());
    assertThat(broker.get(target.replace("/entra/", "/other/"), cookie).code())
        .isEqualTo(Code.STATE_MISMATCH.text());
    assertThat(broker.get(target, cookie).status()).isEqualTo(303);
  }

  @Test
  void aRequestIsTakenOnceBeforeItGoesAnywhere() {
    String query = SamlMessage.logout().with("ID", id()).signedRedirect(key);
    assertThat(broker.get(SLO + query).status()).isEqualTo(303);
    assertThat(broker.get(SLO + query).code()).isEqualTo(Code.SAML_REQUEST_REPLAYED.text());
  }

  @Test
  void theFrontChannelLeavesTheWaitingLogoutAlone() throws Exception {
    HttpAnswer asked = logout("");
    String cookie = cookie(asked);

    assertThat(broker.get("/r/example/oidc/entra/logout?sid=s", cookie).headers("Set-Cookie"))
        .isEmpty();

    String back = browse(asked.header("Location"));
    assertThat(broker.get(back.substring(SamlMessage.PUBLIC_URL.length()), cookie).status())
        .isEqualTo(303);
  }

  private HttpAnswer logout(String relayState) {
    SamlMessage message = SamlMessage.logout().with("ID", id());
    return broker.get(SLO + message.signedRedirect(key, relayState));
  }

  /** Asks until the realm that was written last is served. */
  private void ask(Predicate<HttpAnswer> served) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!served.test(logout(""))) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private String id() {
    return "_logout-" + Long.toHexString(System.nanoTime()) + "-" + requests++;
  }

  private static String cookie(HttpAnswer answer) {
    String header = answer.header("Set-Cookie");
    assertThat(header).startsWith("__Host-gbo-").contains("HttpOnly", "Secure", "SameSite=Lax");
    return "Cookie: " + header.substring(0, header.indexOf(';'));
  }

  private static String browse(String upstream) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(upstream)).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return answer.headers().firstValue("Location").orElseThrow();
  }
}

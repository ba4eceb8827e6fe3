package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.guestbridge.app.boot.RealmWatcher;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.app.keys.UpstreamCredential;
import org.guestbridge.app.login.LoginFlow;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.simulators.entra.ClientCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker's credential at Entra is exchanged by exchanging the file that the realm names. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class CredentialRotationTest {

  private static final String NEW_SECRET = "another-s3cret-of-the-client";

  @Inject Register register;
  @Inject RealmWatcher realms;
  @Inject AdjustableClock clock;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private final ClientCredentials known = site.entra().credentials();

  @AfterEach
  void restore() throws Exception {
    known.addSecret(Site.CLIENT_SECRET);
    site.write("client-secret", Site.CLIENT_SECRET);
    register.serve(site, text -> text);
    known.removeSecret(NEW_SECRET);
  }

  @Test
  void logInWhenSecretFileIsExchangedThenTheNewOneIsUsed() throws Exception {
    known.addSecret(NEW_SECRET);
    assertThat(browser.logIn("employee").outcome()).isEqualTo("released");

    exchange("client-secret", NEW_SECRET);
    assertThat(browser.logIn("employee").outcome()).isEqualTo("released");

    known.removeSecret(Site.CLIENT_SECRET);
    assertThat(browser.logIn("employee").outcome()).isEqualTo("released");
    known.removeSecret(NEW_SECRET);
    assertThat(browser.logIn("employee").outcome()).isEqualTo("upstream_client_rejected");
  }

  @Test
  void logInWhenSecretFileIsBadThenTheOldOneIsKeptAndThePlaceIsNamed() throws Exception {
    site.write("client-secret", "");
    KeyRollOverTest.await(() -> !realms.problems().isEmpty());

    assertThat(realms.problems())
        .extracting(Problem::code, Problem::pointer)
        .containsExactly(tuple(Code.REALM_SECRET_UNRESOLVED, "/upstreams/entra/credential/secret"));
    assertThat(browser.logIn("employee").outcome()).isEqualTo("released");
  }

  @Test
  void logInWhenCertificateFileIsExchangedThenTheNewOneIsUsed() throws Exception {
    UpstreamCredential one = credential();
    UpstreamCredential two = credential();
    known.addCertificate(certificate(one));
    site.write("entra.pem", pem(one));
    register.serve(
        site,
        text ->
            text.replace(
                "secret: \"${file:client-secret}\"", "certificate: \"${file:entra.pem}\""));
    assertThat(browser.logIn("employee").outcome()).isEqualTo("released");

    known.addCertificate(certificate(two));
    exchange("entra.pem", pem(two));
    assertThat(browser.logIn("employee").outcome()).isEqualTo("released");

    known.removeCertificate(certificate(one));
    assertThat(browser.logIn("employee").outcome()).isEqualTo("released");
    known.removeCertificate(certificate(two));
    assertThat(browser.logIn("employee").outcome()).isEqualTo("upstream_client_rejected");
  }

  /** Replaces a file to which the realm refers, and waits until it is in use. */
  private void exchange(String name, String text) throws Exception {
    LoginFlow before = realms.find(Site.REALM).orElseThrow().flow();
    site.write(name, text);
    KeyRollOverTest.await(() -> realms.find(Site.REALM).orElseThrow().flow() != before);
    assertThat(realms.problems()).isEmpty();
  }

  private UpstreamCredential credential() {
    return UpstreamCredential.generate("guestbridge", KeySize.RSA_2048, 30, clock);
  }

  private static String pem(UpstreamCredential credential) {
    return new String(credential.exposePem(), StandardCharsets.US_ASCII);
  }

  private static X509Certificate certificate(UpstreamCredential credential) throws Exception {
    byte[] pem = credential.certificatePem().getBytes(StandardCharsets.US_ASCII);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }
}

package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingEditor;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.app.keys.RealmKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The signing key is exchanged under a running broker, towards an application that pins one. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class KeyRollOverTest {

  /** Within the skew that is forgiven, for the simulated provider stays behind. */
  private static final Duration SWITCH_AHEAD = Duration.ofSeconds(45);

  private static final Pattern CERTIFICATE = Pattern.compile("<(?:ds:)?X509Certificate>([^<]+)</");

  @Inject AdjustableClock clock;
  @Inject CurrentKeyRing ring;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private KeyRingEditor editor;
  private X509Certificate first;

  @BeforeEach
  void open() throws Exception {
    editor = new KeyRingEditor(location(), clock);
    first = keys().active().certificate();
  }

  @AfterEach
  void restore() throws Exception {
    clock.reset();
    while (keys().all().size() > 1) {
      if (keys().active().certificate().equals(first)) {
        editor.remove(Site.REALM, keys().all().get(1).serial());
      } else {
        editor.rollBack(Site.REALM);
      }
    }
    paste(first);
    await(() -> announced().equals(List.of(text(first))));
  }

  @Test
  void logInWhenKeyIsStagedSwitchedAndRolledBackThenThePastedCertificateDecides() throws Exception {
    assertThat(signer(browser.logIn("employee"))).isEqualTo(text(first));

    X509Certificate next =
        editor.stage(Site.REALM, KeySize.RSA_2048).staged().orElseThrow().certificate();
    await(() -> announced().size() == 2);
    assertThat(announced()).containsExactly(text(first), text(next));
    assertThat(signer(browser.logIn("employee"))).isEqualTo(text(first));

    editor.switchNow(Site.REALM);
    await(() -> announced().equals(List.of(text(next))));
    Browser.Answer switched = browser.reachAnswer("employee");
    assertThat(signer(switched)).isEqualTo(text(next));
    assertApplicationRefuses(switched);
    paste(next);
    assertThat(signer(browser.logIn("employee"))).isEqualTo(text(next));

    editor.rollBack(Site.REALM);
    await(() -> announced().equals(List.of(text(first), text(next))));
    Browser.Answer rolledBack = browser.reachAnswer("employee");
    assertThat(signer(rolledBack)).isEqualTo(text(first));
    assertApplicationRefuses(rolledBack);
    paste(first);
    assertThat(signer(browser.logIn("employee"))).isEqualTo(text(first));
  }

  @Test
  void logInWhenPlannedSwitchIsDueThenNextKeySignsWithoutReload() throws Exception {
    X509Certificate next =
        editor.stage(Site.REALM, KeySize.RSA_2048).staged().orElseThrow().certificate();
    Instant due = clock.instant().plus(SWITCH_AHEAD);
    editor.switchAt(Site.REALM, due);
    await(() -> ring.get().keys(Site.REALM).at(due).active().certificate().equals(next));
    assertThat(signer(browser.logIn("employee"))).isEqualTo(text(first));

    clock.advance(SWITCH_AHEAD);

    assertThat(announced()).containsExactly(text(next));
    assertThat(signer(browser.reachAnswer("employee"))).isEqualTo(text(next));
  }

  @Test
  void warnWhenSigningCertificateRunsOutThenLogAndMetricSaySo() throws Exception {
    String series =
        "guestbridge_certificate_expiry_seconds{name=\"1\",purpose=\"signing\",realm=\"flows\"}";
    await(() -> metrics().contains(series));
    try (LogCapture log = new LogCapture()) {
      Instant end = first.getNotAfter().toInstant();
      clock.advance(Duration.between(clock.instant(), end.minus(Duration.ofDays(29))));
      await(() -> says(log, "WARN org.guestbridge.expiry certificate runs out: realm=flows"));
      clock.advance(Duration.ofDays(23));
      await(() -> says(log, "ERROR org.guestbridge.expiry certificate runs out: realm=flows"));
    }
    assertThat(new Admin(site).read("/q/health/ready").statusCode()).isEqualTo(200);
  }

  private static boolean says(LogCapture log, String text) {
    return log.lines().stream().anyMatch(line -> line.contains(text));
  }

  private String metrics() throws Exception {
    return new Admin(site).read("/q/metrics").body();
  }

  private void assertApplicationRefuses(Browser.Answer answer) throws Exception {
    browser.submit(answer.form());
    assertThat(site.atlassian().organization().lastLogin().succeeded()).isFalse();
  }

  private void paste(X509Certificate certificate) {
    site.atlassian().configureIdentityProvider(metadataUrl().toString(), site.sso(), certificate);
  }

  private static String signer(Browser.Answer answer) {
    List<String> found = certificates(answer.saml().xml());
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<String> announced() throws Exception {
    return certificates(browser.get(metadataUrl()).body());
  }

  private URI metadataUrl() {
    return site.sso().resolve("metadata");
  }

  private static List<String> certificates(String xml) {
    List<String> found = new ArrayList<>();
    Matcher certificate = CERTIFICATE.matcher(xml);
    while (certificate.find()) {
      found.add(certificate.group(1).strip());
    }
    return found;
  }

  private static String text(X509Certificate certificate) throws Exception {
    return Base64.getEncoder().encodeToString(certificate.getEncoded());
  }

  private RealmKeys keys() throws Exception {
    return KeyRing.open(location()).keys(Site.REALM).at(clock.instant());
  }

  private KeyRingLocation location() {
    return KeyRingLocation.in(site.directory(), Map.of());
  }

  static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}

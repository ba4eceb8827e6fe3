package org.guestbridge.app.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.guestbridge.app.expiry.ExpiringCertificate;
import org.guestbridge.app.expiry.ExpiringKey;
import org.guestbridge.app.expiry.ExpiryCheck;
import org.guestbridge.app.expiry.ExpiryFinding;
import org.guestbridge.app.expiry.ExpiryReminder;
import org.guestbridge.app.expiry.KeyReminder;
import org.guestbridge.app.expiry.RealmCertificates;
import org.guestbridge.app.expiry.SigningCertificates;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.jboss.logging.Logger;

/**
 * Warns of certificates and directories' keys that run out: in the log, and in the metrics {@code
 * guestbridge_certificate_expiry_seconds} and {@code guestbridge_directory_key_expiry_seconds}, the
 * seconds that are left. It changes no health answer, since sign-ins go on.
 */
@Singleton
final class ExpiryWatcher {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.expiry");

  private final ExpiryCheck check;
  private final ExpiryReminder reminder = new ExpiryReminder();
  private final InstantSource clock;
  private final MultiGauge gauge;
  private List<ExpiringCertificate> measured = List.of();
  private final RealmWatcher realms;
  private final KeyReminder keyReminder = new KeyReminder();
  private final MultiGauge keyGauge;
  private List<ExpiringKey> measuredKeys = List.of();

  ExpiryWatcher(
      CurrentKeyRing ring, RealmWatcher realms, InstantSource clock, MeterRegistry metrics) {
    this.check =
        new ExpiryCheck(
            List.of(() -> SigningCertificates.of(ring.get(), clock.instant()), () -> of(realms)),
            clock);
    this.clock = clock;
    this.realms = realms;
    this.keyGauge =
        MultiGauge.builder("guestbridge.directory.key.expiry")
            .description("How long the directory's key works still")
            .baseUnit("seconds")
            .register(metrics);
    this.gauge =
        MultiGauge.builder("guestbridge.certificate.expiry")
            .description("How long the certificate is valid still")
            .baseUnit("seconds")
            .register(metrics);
  }

  /** Looks at all certificates as they are now. */
  @Scheduled(
      every = "${guestbridge.reload-interval:2s}",
      delayed = "${guestbridge.reload-interval:2s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  synchronized void look() {
    List<ExpiryFinding> findings = check.findings();
    measure(findings.stream().map(ExpiryFinding::certificate).toList());
    reminder.due(findings, clock.instant()).forEach(ExpiryWatcher::say);
    lookAtKeys(clock.instant());
  }

  private static Stream<ExpiringCertificate> of(RealmWatcher realms) {
    return realms.served().stream().flatMap(served -> RealmCertificates.of(served.realm()));
  }

  private void lookAtKeys(Instant now) {
    List<ExpiringKey> keys =
        realms.served().stream().flatMap(served -> ExpiringKey.of(served.realm())).toList();
    if (!keys.equals(measuredKeys)) {
      keyGauge.register(keys.stream().map(this::row).toList(), true);
      measuredKeys = keys;
    }
    for (ExpiringKey key : keyReminder.due(keys, now)) {
      boolean pressing = key.urgency(now).isPressing();
      LOG.log(pressing ? Logger.Level.ERROR : Logger.Level.WARN, key.message(now));
    }
  }

  private MultiGauge.Row<?> row(ExpiringKey key) {
    Tags tags = Tags.of("realm", key.realm().value(), "directory", key.directory());
    return MultiGauge.Row.of(
        tags, key, each -> Duration.between(clock.instant(), each.notAfter()).toSeconds());
  }

  private static void say(ExpiryFinding finding) {
    LOG.log(
        finding.urgency().isPressing() ? Logger.Level.ERROR : Logger.Level.WARN, finding.message());
  }

  private void measure(List<ExpiringCertificate> certificates) {
    if (!certificates.equals(measured)) {
      gauge.register(certificates.stream().map(this::row).toList(), true);
      measured = certificates;
    }
  }

  private MultiGauge.Row<?> row(ExpiringCertificate certificate) {
    Tags tags =
        Tags.of(
            "realm", certificate.realm().value(),
            "purpose", certificate.purpose().text(),
            "name", certificate.name());
    return MultiGauge.Row.of(
        tags, certificate, each -> Duration.between(clock.instant(), each.notAfter()).toSeconds());
  }
}

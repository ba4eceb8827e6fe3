package org.guestbridge.app.expiry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Decides which certificates somebody has to look after: 60, 30 and 7 days ahead. */
public final class ExpiryCheck {

  private final List<CertificateSource> sources;
  private final InstantSource clock;

  /**
   * A check of all that {@code sources} depend on.
   *
   * @param clock what is compared with the end of each certificate
   */
  public ExpiryCheck(List<CertificateSource> sources, InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.clock = clock;
  }

  /** A finding for each certificate, those without urgency included. */
  public List<ExpiryFinding> findings() {
    Instant now = clock.instant();
    return sources.stream()
        .flatMap(CertificateSource::certificates)
        .map(certificate -> finding(certificate, now))
        .toList();
  }

  private static ExpiryFinding finding(ExpiringCertificate certificate, Instant now) {
    Duration left = Duration.between(now, certificate.notAfter());
    return new ExpiryFinding(certificate, Urgency.of(left), left);
  }
}

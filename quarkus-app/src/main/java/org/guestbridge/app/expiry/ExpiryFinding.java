package org.guestbridge.app.expiry;

import java.time.Duration;

/**
 * What is to be said about one certificate.
 *
 * @param certificate which
 * @param urgency how soon somebody has to act
 * @param left how long it is valid still; negative when it ran out
 */
public record ExpiryFinding(ExpiringCertificate certificate, Urgency urgency, Duration left) {

  /** One line for a log, without any secret or personal value. */
  public String message() {
    return "certificate "
        + (urgency == Urgency.EXPIRED ? "has run out" : "runs out")
        + ": realm="
        + certificate.realm()
        + " purpose="
        + certificate.purpose().text()
        + " name="
        + certificate.name()
        + " sha256="
        + certificate.fingerprint()
        + " notAfter="
        + certificate.notAfter()
        + " daysLeft="
        + left.toDays()
        + "; "
        + certificate.purpose().remedy();
  }
}

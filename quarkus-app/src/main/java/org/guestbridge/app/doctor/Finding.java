package org.guestbridge.app.doctor;

/**
 * What a check found.
 *
 * @param diagnosis what it means
 * @param subject what it is about, such as an upstream's name; no personal value
 * @param seen what was seen, in words; no personal value, secret or token
 * @param remedy what an administrator does; empty when there is nothing to do
 */
public record Finding(Diagnosis diagnosis, String subject, String seen, String remedy) {

  /** A finding with the remedy of its diagnosis. */
  static Finding of(Diagnosis diagnosis, String subject, String seen) {
    return new Finding(diagnosis, subject, seen, diagnosis.remedy());
  }
}

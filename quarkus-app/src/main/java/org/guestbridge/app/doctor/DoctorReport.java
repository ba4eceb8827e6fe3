package org.guestbridge.app.doctor;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was found.
 *
 * @param realm the realm's name, when its file loads
 * @param checkedAt when, by this machine's clock
 * @param offline whether nothing but this machine and its database was asked
 * @param findings in the order of their parts
 */
public record DoctorReport(
    Optional<String> realm, Instant checkedAt, boolean offline, List<Finding> findings) {

  public DoctorReport {
    findings =
        findings.stream()
            .sorted(Comparator.comparing(finding -> finding.diagnosis().part()))
            .toList();
  }

  /** How many findings have this severity. */
  public long count(Severity severity) {
    return findings.stream().filter(each -> each.diagnosis().severity() == severity).count();
  }

  /** Whether an error was found. */
  public boolean hasErrors() {
    return count(Severity.ERROR) > 0;
  }
}

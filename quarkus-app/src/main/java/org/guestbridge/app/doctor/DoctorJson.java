package org.guestbridge.app.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.admin.AdminJson;

/** The report for a program: one document, whose members are never renamed. */
public final class DoctorJson {

  private DoctorJson() {}

  /** {@code report} on one line. */
  public static String write(DoctorReport report) {
    return AdminJson.write(
        new Document(
            report.realm(),
            report.checkedAt(),
            report.offline(),
            new Summary(
                report.count(Severity.OK),
                report.count(Severity.WARNING),
                report.count(Severity.ERROR)),
            report.findings().stream().map(Entry::of).toList()));
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  private record Document(
      Optional<String> realm,
      Instant checkedAt,
      boolean offline,
      Summary summary,
      List<Entry> findings) {}

  private record Summary(long ok, long warnings, long errors) {}

  private record Entry(
      String id, String severity, String part, String subject, String seen, String remedy) {

    private static Entry of(Finding finding) {
      return new Entry(
          finding.diagnosis().id(),
          finding.diagnosis().severity().text(),
          finding.diagnosis().part().text(),
          finding.subject(),
          finding.seen(),
          finding.remedy());
    }
  }
}

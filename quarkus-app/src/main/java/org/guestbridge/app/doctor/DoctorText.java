package org.guestbridge.app.doctor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The report for a person. */
public final class DoctorText {

  private DoctorText() {}

  /** The lines of {@code report}: each part with its findings, then a summary. */
  public static List<String> lines(DoctorReport report) {
    List<String> lines = new ArrayList<>();
    Set<Part> begun = EnumSet.noneOf(Part.class);
    for (Finding finding : report.findings()) {
      Part part = finding.diagnosis().part();
      if (begun.add(part)) {
        lines.add(part.title());
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-7s  %s  %s: %s",
              label(finding.diagnosis().severity()),
              finding.diagnosis().id(),
              finding.subject(),
              finding.seen()));
      if (finding.diagnosis().severity() != Severity.OK) {
        lines.add("           " + finding.diagnosis().cause());
        lines.add("           -> " + finding.remedy());
      }
    }
    lines.add(summary(report));
    return lines;
  }

  private static String summary(DoctorReport report) {
    return report.count(Severity.OK)
        + " ok, "
        + counted(report.count(Severity.WARNING), "warning")
        + ", "
        + counted(report.count(Severity.ERROR), "error")
        + (report.offline() ? "; offline: upstreams, DNS, broker and downstreams not asked" : "");
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String label(Severity severity) {
    return severity == Severity.OK ? severity.text() : severity.name();
  }
}

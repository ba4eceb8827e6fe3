package org.guestbridge.app.expiry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says a warning when it begins or becomes more urgent, and then once a day. Not thread-safe: one
 * thread asks.
 */
public final class ExpiryReminder {

  private static final Duration DAY = Duration.ofDays(1);

  private Map<Warning, Instant> said = Map.of();

  /** The findings that are to be said at {@code now}; asking counts as saying. */
  public List<ExpiryFinding> due(List<ExpiryFinding> findings, Instant now) {
    List<ExpiryFinding> due = new ArrayList<>();
    Map<Warning, Instant> next = new HashMap<>();
    for (ExpiryFinding finding : findings) {
      if (finding.urgency() != Urgency.NONE) {
        Warning warning = new Warning(finding.certificate(), finding.urgency());
        @Nullable Instant last = said.get(warning);
        if (last == null || !now.isBefore(last.plus(DAY))) {
          due.add(finding);
          last = now;
        }
        next.put(warning, last);
      }
    }
    said = next;
    return due;
  }

  private record Warning(ExpiringCertificate certificate, Urgency urgency) {}
}

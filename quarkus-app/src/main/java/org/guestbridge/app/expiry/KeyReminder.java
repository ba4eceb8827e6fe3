package org.guestbridge.app.expiry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says that a directory's key runs out when that begins or becomes more urgent, and then once a
 * day. Not thread-safe: one thread asks.
 */
public final class KeyReminder {

  private static final Duration DAY = Duration.ofDays(1);

  private Map<Warning, Instant> said = Map.of();

  /** The keys of which it is to be said at {@code now}; asking counts as saying. */
  public List<ExpiringKey> due(List<ExpiringKey> keys, Instant now) {
    List<ExpiringKey> due = new ArrayList<>();
    Map<Warning, Instant> next = new HashMap<>();
    for (ExpiringKey key : keys) {
      if (key.urgency(now) != Urgency.NONE) {
        Warning warning = new Warning(key, key.urgency(now));
        @Nullable Instant last = said.get(warning);
        if (last == null || !now.isBefore(last.plus(DAY))) {
          due.add(key);
          last = now;
        }
        next.put(warning, last);
      }
    }
    said = next;
    return due;
  }

  private record Warning(ExpiringKey key, Urgency urgency) {}
}

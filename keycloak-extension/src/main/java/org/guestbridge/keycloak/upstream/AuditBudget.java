package org.guestbridge.keycloak.upstream;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.guestbridge.core.broker.RefusalBudget;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;

/**
 * How many refusals a node audits: 60 a minute of one code in one realm. Thread-safe; holds one
 * count for each code and realm that was refused in this minute.
 */
final class AuditBudget {

  private static final int PER_MINUTE = 60;

  private final InstantSource clock;
  private final Map<String, Integer> taken = new HashMap<>();
  private long minute;

  AuditBudget(InstantSource clock) {
    this.clock = clock;
  }

  RefusalBudget of(RealmId realm) {
    return code -> permits(realm, code);
  }

  private synchronized boolean permits(RealmId realm, Code code) {
    long now = clock.instant().getEpochSecond() / 60;
    if (now != minute) {
      minute = now;
      taken.clear();
    }
    return taken.merge(realm.value() + " " + code.text(), 1, Integer::sum) <= PER_MINUTE;
  }
}

package org.guestbridge.app.attack;

import java.util.List;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.ledger.memory.InMemoryLedger;
import org.guestbridge.core.text.RealmId;

/** Counts what a login may leave behind: bindings, addresses and used marks; not the audit log. */
public final class LedgerCount {

  private static final int PAGE = 1_000;

  private LedgerCount() {}

  /** How much {@code ledger} holds. */
  public static long of(InMemoryLedger ledger, RealmId realm) {
    long audited = 0;
    long last = 0;
    List<AuditRecord> page;
    do {
      long after = last;
      page = ledger.inUnit(realm, unit -> unit.auditLog(after, PAGE));
      audited += page.size();
      last = page.isEmpty() ? last : page.get(page.size() - 1).sequence();
    } while (page.size() == PAGE);
    return ledger.everyValue().size() - audited;
  }
}

package org.guestbridge.core.ledger.memory;

import java.time.InstantSource;
import java.util.List;
import org.guestbridge.core.ledger.ConversionContract;
import org.guestbridge.core.ledger.Ledger;

final class InMemoryLedgerTest extends ConversionContract {

  private InMemoryLedger ledger = new InMemoryLedger(KEY, InstantSource.fixed(NOW));

  @Override
  protected Ledger emptyLedger(InstantSource clock) {
    ledger = new InMemoryLedger(KEY, clock);
    return ledger;
  }

  @Override
  protected List<String> everyValue() {
    return ledger.everyValue();
  }
}

package org.guestbridge.app.admin;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;

/** Answers about people and their plans from the ledger itself. */
final class LedgerPlans implements PlanOperations {

  private final Ledger ledger;
  private final RealmId realm;

  LedgerPlans(Ledger ledger, RealmId realm) {
    this.ledger = ledger;
    this.realm = realm;
  }

  @Override
  public PlanList counts() {
    return PlanList.of(ledger.inUnit(realm, unit -> unit.plans().counts()));
  }

  @Override
  public HeldPage heldBack(Optional<Code> code, Optional<UUID> after, int limit) {
    List<HeldView> page =
        ledger.inUnit(
            realm,
            unit -> unit.plans().heldBack(code, after, limit).stream().map(HeldView::of).toList());
    boolean last = page.size() < limit;
    return new HeldPage(page, last ? Optional.empty() : Optional.of(page.get(limit - 1).id()));
  }
}

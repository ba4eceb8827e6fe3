package org.guestbridge.app.admin;

import java.util.UUID;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.text.RealmId;

/** Begins and ends times after restores in the ledger itself. */
final class LedgerEpochs implements EpochOperations {

  private final Ledger ledger;
  private final RealmId realm;

  LedgerEpochs(Ledger ledger, RealmId realm) {
    this.ledger = ledger;
    this.realm = realm;
  }

  @Override
  public EpochView state() {
    return ledger.inUnit(realm, unit -> EpochView.of(unit.epochs().last()));
  }

  @Override
  public EpochView begin(Actor actor) {
    return ledger.inUnit(
        realm,
        unit -> {
          unit.epochs().begin();
          unit.audit(changed("epoch_begun", actor));
          return EpochView.of(unit.epochs().last());
        });
  }

  @Override
  public EpochView end(Actor actor) {
    return ledger.inUnit(
        realm,
        unit -> {
          if (unit.epochs().end()) {
            unit.audit(changed("epoch_ended", actor));
          }
          return EpochView.of(unit.epochs().last());
        });
  }

  private static AuditEvent changed(String type, Actor actor) {
    return new AuditEvent.EpochChanged(UUID.randomUUID().toString(), type, actor.name());
  }
}

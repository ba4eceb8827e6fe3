package org.guestbridge.app.scim.out;

import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.text.RealmId;

/** Remembers which resource of a directory belongs to which delivery. */
final class Links {

  private final Ledger ledger;
  private final RealmId realm;

  Links(Ledger ledger, RealmId realm) {
    this.ledger = ledger;
    this.realm = realm;
  }

  void remember(DeliveryKey key, String id) {
    ledger.inUnit(
        realm,
        unit -> {
          unit.outbox().link(key, id);
          return key;
        });
  }

  /** The directory has nothing of that id any more. */
  void forget(DeliveryKey key, String id) {
    ledger.inUnit(
        realm,
        unit -> {
          unit.outbox().unlink(key, id);
          return key;
        });
  }

  /** Forgets the resource and tells the directory anew. */
  void renew(DeliveryKey key, String id) {
    ledger.inUnit(
        realm,
        unit -> {
          unit.outbox().unlink(key, id);
          return unit.outbox().retry(key);
        });
  }
}

package org.guestbridge.app.scim.out;

import java.util.Optional;
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
          unit.outbox().link(key, Optional.of(id));
          return key;
        });
  }

  void forget(DeliveryKey key) {
    ledger.inUnit(
        realm,
        unit -> {
          unit.outbox().link(key, Optional.empty());
          return key;
        });
  }

  /** Forgets the resource and tells the directory anew. */
  void renew(DeliveryKey key) {
    ledger.inUnit(
        realm,
        unit -> {
          unit.outbox().link(key, Optional.empty());
          return unit.outbox().retry(key);
        });
  }
}

package org.guestbridge.app.downstream.saml;

import org.guestbridge.core.release.PersistentNameId;
import org.guestbridge.core.release.ReleasedIdentity;

/** Who a person is to one service provider (SAML core 8.3). */
final class NameIds {

  private final MessageIds ids;

  NameIds(MessageIds ids) {
    this.ids = ids;
  }

  String of(ServiceProvider provider, ReleasedIdentity identity) {
    return switch (provider.settings().nameIdFormat()) {
      case EMAIL, UNSPECIFIED -> identity.address().value();
      case PERSISTENT -> PersistentNameId.of(identity.internalId(), provider.entityId());
      case TRANSIENT -> ids.next();
    };
  }
}

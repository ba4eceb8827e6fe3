package org.guestbridge.app.login;

import java.util.Optional;
import org.guestbridge.core.text.RealmId;

/** Where a request finds the realm that its URL names, in the version that holds now. */
public interface CurrentRealm {

  /** The realm named {@code id}, if this broker serves it. */
  Optional<ServedRealm> find(RealmId id);
}

package org.guestbridge.app.admin;

import java.util.Optional;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/** The realms of one broker, for its administrator. */
public interface AdminRealms {

  /**
   * The operations of one realm, as it is at this moment.
   *
   * @param named the realm that is meant; empty means the only one
   * @throws RefusalException as {@link RealmChoice#of}
   */
  AdminOperations of(Optional<RealmId> named) throws RefusalException;

  /** Which broker this is; concerns all its realms. */
  BrokerStatus status() throws RefusalException;
}

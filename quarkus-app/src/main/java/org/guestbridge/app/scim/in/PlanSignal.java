package org.guestbridge.app.scim.in;

import org.guestbridge.core.text.RealmId;

/** Told after people or groups of a realm were written. */
@FunctionalInterface
public interface PlanSignal {

  /** Somebody of {@code realm} may be due for planning. Returns at once. */
  void changed(RealmId realm);
}

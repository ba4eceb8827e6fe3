package org.guestbridge.app.scim.in;

import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.ScimChannel;

/** Checks bearer tokens that Entra issued itself. */
@FunctionalInterface
public interface EntraTokenCheck {

  /** What came of a check. */
  enum Result {
    /** The token is one that the channel accepts. */
    ACCEPTED,
    /** It is not. */
    REFUSED,
    /** The tenant's keys are not known and can't be had now. */
    UNDECIDED
  }

  /**
   * Checks a token, untrusted, against what {@code channel} accepts. May wait for the tenant's
   * keys.
   */
  Result check(RealmId realm, ScimChannel channel, String token);
}

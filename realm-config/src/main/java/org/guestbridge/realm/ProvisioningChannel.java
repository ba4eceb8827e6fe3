package org.guestbridge.realm;

import java.util.UUID;

/** A way by which the broker hears of people before they sign in. */
public sealed interface ProvisioningChannel permits GraphChannel, ScimChannel {

  /** The name in the realm file, 1 to 32 characters. */
  String name();

  /** The name of the upstream at which these people sign in. */
  String upstream();

  /** That upstream's tenant. */
  UUID tenant();
}

package org.guestbridge.simulators.entra.provisioning;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A user whom the job knows at the target. Used by one thread at a time. */
final class Target {
  final String scimId;

  /** What was written last, by target attribute. */
  final Map<String, String> written = new LinkedHashMap<>();

  /** Target attributes of a write that got no answer: which value they have is unknown. */
  final Set<String> uncertain = new HashSet<>();

  /** False once the user was unassigned: nothing that happens later is sent. */
  boolean managed = true;

  Target(String scimId) {
    this.scimId = scimId;
  }
}

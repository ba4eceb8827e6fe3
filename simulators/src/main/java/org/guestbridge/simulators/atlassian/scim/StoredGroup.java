package org.guestbridge.simulators.atlassian.scim;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A group as the directory keeps it; changed under the directory's lock alone. */
final class StoredGroup {
  final String id;
  final String displayName;

  /** False where the name is a built-in group's: kept here, never seen by a product. */
  final boolean synced;

  final Instant created;
  final Set<String> members = new LinkedHashSet<>();
  Optional<String> externalId;
  Instant modified;

  StoredGroup(
      String id, String displayName, boolean synced, Optional<String> externalId, Instant now) {
    this.id = id;
    this.displayName = displayName;
    this.synced = synced;
    this.externalId = externalId;
    this.created = now;
    this.modified = now;
  }
}

package org.guestbridge.core.provisioning;

import java.time.Instant;
import java.util.UUID;

/**
 * A person as a channel stored them.
 *
 * @param id the broker's own id, the {@code id} of SCIM; never changes and is never used again
 * @param channel the name of the channel
 * @param statement what the channel says
 * @param version counts changes of the statement, from 1; the ETag
 * @param plan what was last decided about the person
 * @param createdAt when the person was first told of
 * @param changedAt when the statement last changed
 */
public record SourcePerson(
    UUID id,
    String channel,
    PersonStatement statement,
    long version,
    PersonPlan plan,
    Instant createdAt,
    Instant changedAt) {

  /** Redacted. */
  @Override
  public String toString() {
    return "[person " + id + "]";
  }
}

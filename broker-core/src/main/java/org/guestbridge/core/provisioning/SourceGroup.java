package org.guestbridge.core.provisioning;

import java.time.Instant;
import java.util.UUID;

/**
 * A group as a channel stored it.
 *
 * @param id the broker's own id, the {@code id} of SCIM; never changes and is never used again
 * @param channel the name of the channel
 * @param statement what the channel says
 * @param version counts changes of statement and members, from 1; the ETag
 * @param createdAt when the group was first told of
 * @param changedAt when statement or members last changed
 */
public record SourceGroup(
    UUID id,
    String channel,
    GroupStatement statement,
    long version,
    Instant createdAt,
    Instant changedAt) {}

package org.guestbridge.core.provisioning;

import java.time.Instant;
import java.util.Optional;

/**
 * What waits.
 *
 * @param waiting how many
 * @param oldest since when the oldest of them may be worked on
 */
public record Backlog(long waiting, Optional<Instant> oldest) {}

package org.guestbridge.core.alias;

import java.time.Instant;
import java.util.Optional;

/**
 * The time after an older backup was restored. Aliases that were given since the backup are unknown
 * and may belong to accounts downstream, so new ones carry a mark that no older one has.
 *
 * @param mark stands in every alias that is given meanwhile
 * @param begunAt since when
 * @param endedAt until when; empty while it is open
 */
public record Epoch(String mark, Instant begunAt, Optional<Instant> endedAt) {}

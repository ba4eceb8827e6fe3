package org.guestbridge.app.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A node that gave a sign of life in the last seconds. Times are the database's.
 *
 * @param id new at each start of a node
 * @param startedAt when it first wrote itself down
 * @param seenAt its last sign of life
 * @param ring the thumbprint of its key ring
 * @param version its version
 * @param realms the realms it serves with the digests of their documents
 */
public record LiveNode(
    UUID id, Instant startedAt, Instant seenAt, String ring, String version, String realms) {}

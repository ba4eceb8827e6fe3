package org.guestbridge.app.admin;

import java.time.Instant;
import java.util.UUID;

/**
 * One node as an administrator sees it.
 *
 * @param id new at each start of a node
 * @param self whether it is the node that answers
 * @param joined whether the node that answers has it in its view of the cluster
 * @param startedAt when it started, by the database's clock
 * @param seenAt its last sign of life, by the database's clock
 * @param keyRing the thumbprint of its key ring
 * @param version its version
 * @param realms the realms it serves with the digests of their documents
 */
public record NodeView(
    UUID id,
    boolean self,
    boolean joined,
    Instant startedAt,
    Instant seenAt,
    String keyRing,
    String version,
    String realms) {}

package org.guestbridge.app.boot;

import java.util.UUID;

/**
 * The name of this process among the nodes.
 *
 * @param id new at each start
 */
record ThisNode(UUID id) {}

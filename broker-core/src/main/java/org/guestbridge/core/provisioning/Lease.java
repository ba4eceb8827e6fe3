package org.guestbridge.core.provisioning;

import java.util.UUID;

/**
 * A delivery that one deliverer has for itself for a while. Once the time is over another may take
 * it, and what this one then reports is not recorded.
 *
 * @param delivery as it was when it was taken
 * @param owner names this taking
 */
public record Lease(Delivery delivery, UUID owner) {}

package org.guestbridge.core.provisioning;

import java.util.UUID;

/**
 * A channel that one node alone pulls for a while. Once the time is over another may take it, and
 * what this one then writes is not written.
 *
 * @param channel the name of the channel
 * @param owner names this taking
 * @param state as it was when it was taken
 * @param fullWanted whether an administrator asked for a full round
 */
public record PullLease(String channel, UUID owner, PullState state, boolean fullWanted) {}

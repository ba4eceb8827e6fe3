package org.guestbridge.core.provisioning;

/**
 * How far a channel has got, for an administrator.
 *
 * @param channel the name of the channel
 * @param state how far
 * @param running whether a node is at it
 */
public record PullView(String channel, PullState state, boolean running) {}

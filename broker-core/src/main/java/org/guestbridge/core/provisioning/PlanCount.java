package org.guestbridge.core.provisioning;

import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * How many people a channel has in one state.
 *
 * @param channel the name of the channel
 * @param state the state
 * @param code why, when not provided
 * @param people how many
 */
public record PlanCount(String channel, PlanState state, Optional<Code> code, long people) {}

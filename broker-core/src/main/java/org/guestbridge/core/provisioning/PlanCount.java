package org.guestbridge.core.provisioning;

import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * How many people a channel has in one state.
 *
 * @param channel the name of the channel
 * @param state the state
 * @param code why, when not provided
 * @param people how many, removed ones left out
 * @param due how many are still to be planned, removed ones included; who is held back and is only
 *     looked at again later does not count until then
 */
public record PlanCount(
    String channel, PlanState state, Optional<Code> code, long people, long due) {}

package org.guestbridge.core.provisioning;

import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * How many deliveries of a directory are in one state.
 *
 * @param kind accounts or groups
 * @param state the state
 * @param code why the last try failed, when it did
 * @param items how many
 */
public record DeliveryCount(
    DeliveryKind kind, DeliveryState state, Optional<Code> code, long items) {}

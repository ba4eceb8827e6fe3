package org.guestbridge.core.alias;

import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.problem.Code;

/**
 * One change of a binding.
 *
 * @param at when
 * @param change what happened
 * @param code why, when there is a code
 */
public record HistoryEntry(Instant at, BindingChange change, Optional<Code> code) {}

package org.guestbridge.core.broker;

import org.guestbridge.core.problem.Code;

/**
 * How many refusals may still be written to the audit log, so that a flood of bad requests cannot
 * fill the disk. A refusal over the budget is refused all the same; the implementation counts it in
 * a metric.
 */
@FunctionalInterface
public interface RefusalBudget {

  /** Takes one from the budget of {@code code}; false when there is none left. Thread-safe. */
  boolean permits(Code code);
}

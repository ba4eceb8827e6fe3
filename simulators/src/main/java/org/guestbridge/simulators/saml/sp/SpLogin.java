package org.guestbridge.simulators.saml.sp;

import java.util.Optional;
import org.guestbridge.simulators.saml.CheckedAssertion;

/**
 * One response that arrived.
 *
 * @param outcome {@code ACCEPTED}, else the reason of the refusal
 * @param assertion what was believed; empty when refused
 */
public record SpLogin(
    String outcome, String detail, Optional<CheckedAssertion> assertion, String relayState) {

  public boolean accepted() {
    return assertion.isPresent();
  }
}

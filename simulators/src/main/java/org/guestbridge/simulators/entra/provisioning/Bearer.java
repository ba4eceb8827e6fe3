package org.guestbridge.simulators.entra.provisioning;

import org.guestbridge.simulators.entra.SimulatedEntra;

/** The bearer token of each request. */
@FunctionalInterface
public interface Bearer {
  /** A token for the next request. */
  String token();

  /** The secret token that the administrator entered. */
  static Bearer secret(String token) {
    return () -> token;
  }

  /** A token that Entra issues itself where no secret is entered. */
  static Bearer issuedBy(SimulatedEntra entra) {
    return entra::provisioningToken;
  }
}

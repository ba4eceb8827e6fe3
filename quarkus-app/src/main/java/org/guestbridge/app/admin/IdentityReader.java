package org.guestbridge.app.admin;

import java.util.Map;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.RefusalException;

/** Makes the identity that an administrator supposes; such an identity is never released. */
@FunctionalInterface
public interface IdentityReader {

  /**
   * The identity that {@code claims} describe.
   *
   * @throws RefusalException when a claim is missing or has the wrong shape
   */
  VerifiedIdentity read(Map<String, Object> claims) throws RefusalException;
}

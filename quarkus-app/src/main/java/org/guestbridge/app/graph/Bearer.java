package org.guestbridge.app.graph;

import java.util.UUID;
import org.guestbridge.core.problem.RefusalException;

/** Where the access tokens for Graph come from. */
public interface Bearer {

  /** A token of the application in {@code tenant}. */
  String token(UUID tenant) throws RefusalException;

  /** Told when Graph does not take the token. */
  void forget(UUID tenant);
}

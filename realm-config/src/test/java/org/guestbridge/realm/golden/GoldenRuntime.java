package org.guestbridge.realm.golden;

import java.util.Map;
import java.util.Optional;

/** Something that signs people in under the realm of one corpus file, on a fresh registry. */
public interface GoldenRuntime {

  /**
   * Signs somebody in.
   *
   * @param claims what the upstream's verified token says of the person
   */
  Answer signIn(Map<String, Object> claims) throws Exception;

  /** Carries out an order about the binding with this internal id, which must succeed. */
  void order(Step.Action action, String internalId) throws Exception;

  /** Whether this runtime explains. */
  boolean explains();

  /** Foretells a sign-in; empty when the claims cannot be read at all. */
  Optional<Foretold> foretell(Map<String, Object> claims) throws Exception;
}

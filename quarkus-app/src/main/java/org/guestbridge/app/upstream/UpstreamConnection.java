package org.guestbridge.app.upstream;

import java.net.URI;
import java.util.Optional;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * One upstream identity provider, ready to sign people in. Safe for use by several threads; making
 * one calls nobody.
 */
public interface UpstreamConnection {

  /** The connection's name in the realm file. */
  String name();

  /** Whether its answers come by a POST from another site, which a Lax cookie would miss. */
  boolean answersByPost();

  /**
   * Builds the request that the browser takes there.
   *
   * @throws RefusalException when the provider's metadata cannot be had
   */
  Departure begin(BeginLogin login) throws RefusalException;

  /**
   * Where the person has to go before the sign-in can be finished, when the answer says so: to set
   * a new password, or back from there. The transaction goes on with what comes out.
   *
   * @param answer as parsed, untrusted
   * @throws RefusalException when the answer is not this transaction's, or the provider's metadata
   *     cannot be had
   */
  default Optional<Departure> detour(UpstreamAnswer answer, PendingLogin pending)
      throws RefusalException {
    return Optional.empty();
  }

  /**
   * Verifies the answer to a request that {@link #begin} sent off.
   *
   * @param answer as parsed, untrusted
   * @throws RefusalException at the first check that fails
   */
  VerifiedIdentity complete(UpstreamAnswer answer, PendingLogin pending) throws RefusalException;

  /** Whether the realm allows answers that nobody asked for. */
  default boolean acceptsUnsolicited() {
    return false;
  }

  /**
   * Verifies an answer that nobody asked for, where the realm allows those. One that claims to
   * answer a request is not such.
   *
   * @param answer as parsed, untrusted
   * @return the person, and the mark that uses the message up
   * @throws RefusalException {@code upstream_unsolicited} unless the connection accepts them, and
   *     at the first check that fails
   */
  default UnsolicitedLogin completeUnsolicited(UpstreamAnswer answer) throws RefusalException {
    throw new RefusalException(
        Code.UPSTREAM_UNSOLICITED, "the connection accepts answers to its own requests only");
  }

  /** Whether a downstream's logout request leads through this provider's own logout. */
  default boolean endsSessions() {
    return false;
  }

  /**
   * Where the browser goes to have the person's session at the provider ended.
   *
   * @param state comes back with the browser; as in {@link BeginLogin}
   * @throws RefusalException {@code upstream_logout_unsupported} when the provider has no such
   *     place, and when its metadata cannot be had
   */
  default URI endSession(String state) throws RefusalException {
    throw new RefusalException(
        Code.UPSTREAM_LOGOUT_UNSUPPORTED, "the connection ends no sessions at its provider");
  }

  /** What the broker publishes about itself towards this upstream; empty where nothing is. */
  default Optional<String> ownMetadata() {
    return Optional.empty();
  }
}

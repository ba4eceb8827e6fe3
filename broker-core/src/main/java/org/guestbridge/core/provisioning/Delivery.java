package org.guestbridge.core.provisioning;

import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * What a directory is to have, and how far that got.
 *
 * @param key what and where
 * @param account the account as it is to be; empty for a group
 * @param desiredVersion counts changes of what is desired, and orders to tell it anew, from 1; the
 *     members of a group do not count
 * @param deliveredVersion the version that the directory was last told, 0 for none
 * @param remoteId the directory's own id, once known
 * @param state how far it got
 * @param attempts failed tries since the last success or change
 * @param dueAt when it may be tried
 * @param lastCode why the last try failed
 * @param lastDetail what the directory answered, for the administrator; may hold personal values
 */
public record Delivery(
    DeliveryKey key,
    Optional<DesiredAccount> account,
    long desiredVersion,
    long deliveredVersion,
    Optional<String> remoteId,
    DeliveryState state,
    int attempts,
    Instant dueAt,
    Optional<Code> lastCode,
    Optional<String> lastDetail) {

  /** Redacted. */
  @Override
  public String toString() {
    return "[delivery " + key.kind() + " " + state + "]";
  }
}

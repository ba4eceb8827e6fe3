package org.guestbridge.core.provisioning;

import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.text.EmailAddress;

/**
 * An account as a directory is to have it.
 *
 * @param bindingId the immutable internal id
 * @param address user name and only mail; empty after erasure
 * @param givenName as released at login; empty after erasure
 * @param surname as released at login; empty after erasure
 * @param active whether the person may use it
 */
public record DesiredAccount(
    UUID bindingId,
    Optional<EmailAddress> address,
    Optional<String> givenName,
    Optional<String> surname,
    boolean active) {

  /** What is released at login, as a directory is to have it. */
  public static DesiredAccount of(ReleasedIdentity identity) {
    return new DesiredAccount(
        identity.internalId(),
        Optional.of(identity.address()),
        Optional.of(identity.names().givenName()),
        Optional.of(identity.names().surname()),
        true);
  }

  /** Given name and surname, as the directory shows the person. */
  public Optional<String> displayName() {
    return givenName.flatMap(given -> surname.map(last -> given + " " + last));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[account " + bindingId + (active ? " active]" : " inactive]");
  }
}

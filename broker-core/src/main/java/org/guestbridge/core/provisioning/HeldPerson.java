package org.guestbridge.core.provisioning;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;

/**
 * A person who may not have an account, without what the channel stored about them besides the
 * name.
 *
 * @param id the broker's own id of the person
 * @param channel the name of the channel
 * @param userName what the channel calls the person; a personal value
 * @param code why the person is held back
 * @param rule the name of the rule that decided, when one did
 * @param bindingId the person's binding, when there is one
 * @param changedAt when the channel last changed the person
 */
public record HeldPerson(
    UUID id,
    String channel,
    String userName,
    Code code,
    Optional<String> rule,
    Optional<UUID> bindingId,
    Instant changedAt) {

  /** Redacted. */
  @Override
  public String toString() {
    return "[held person " + id + "]";
  }
}

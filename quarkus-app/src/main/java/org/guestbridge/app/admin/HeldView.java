package org.guestbridge.app.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.HeldPerson;

/**
 * A person who is held back, with personal values.
 *
 * @param id the broker's own id of the person, the {@code id} of SCIM
 * @param channel the name of the channel
 * @param userName what the channel calls the person
 * @param code why the person is held back
 * @param remedy what mends it
 * @param command the command that mends it; absent where the mending is to be done in Entra, in the
 *     realm file or by the person
 * @param rule the name of the rule that decided, when one did
 * @param binding the person's binding, when there is one
 * @param changedAt when the channel last changed the person
 */
public record HeldView(
    UUID id,
    String channel,
    String userName,
    String code,
    String remedy,
    Optional<String> command,
    Optional<String> rule,
    Optional<UUID> binding,
    Instant changedAt) {

  static HeldView of(HeldPerson person) {
    return new HeldView(
        person.id(),
        person.channel(),
        person.userName(),
        person.code().text(),
        person.code().remedy(),
        command(person.code(), person.bindingId()),
        person.rule(),
        person.bindingId(),
        person.changedAt());
  }

  private static Optional<String> command(Code code, Optional<UUID> binding) {
    return switch (code) {
      case BINDING_HELD, IDENTITY_CHANGED, BINDING_CONTRADICTED ->
          binding.map(id -> "guestbridge aliases show " + id + ", then release or retire");
      case ACCOUNT_KIND_CHANGED, BINDING_KIND_DIFFERS ->
          binding.map(id -> "guestbridge aliases retire " + id);
      case MAIL_ROUTE_MISSING, MAIL_ROUTE_LOOP, MAIL_BOUNCED ->
          binding.map(id -> "guestbridge mail set " + id + " MAILBOX");
      case DIRECTORY_ENTRY_MISSING, DIRECTORY_KIND_UNPROVEN ->
          Optional.of("guestbridge provisioning pull --now");
      default -> Optional.empty();
    };
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[held person " + code + "]";
  }
}

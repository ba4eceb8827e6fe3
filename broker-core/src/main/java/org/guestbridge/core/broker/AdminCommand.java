package org.guestbridge.core.broker;

import java.util.UUID;

/**
 * An administrator's order about one binding.
 *
 * @param bindingId which
 * @param actor the administrator's channel as the audit log names it, such as {@code cli}; at most
 *     64 characters and no personal value
 * @param correlationId of the command
 */
public record AdminCommand(UUID bindingId, String actor, String correlationId) {

  public AdminCommand {
    if (actor.isBlank() || actor.length() > 64) {
      throw new IllegalArgumentException("actor is blank or too long");
    }
  }
}

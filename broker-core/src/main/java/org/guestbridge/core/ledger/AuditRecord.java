package org.guestbridge.core.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One line of the audit log, as it is read back.
 *
 * @param sequence unique and rising by time of writing; a unit that commits late may appear below a
 *     record that was already read
 * @param at when
 * @param type the event's type
 * @param correlationId of the request or command
 * @param binding the binding it is about
 * @param details the event's other values by name, no personal value among them
 */
public record AuditRecord(
    long sequence,
    Instant at,
    String type,
    String correlationId,
    Optional<UUID> binding,
    Map<String, String> details) {

  public AuditRecord {
    details = Map.copyOf(details);
  }
}

package org.guestbridge.app.reconcile;

import java.util.Optional;

/**
 * One disagreement. Personal: for the administrator who asked, never for a log.
 *
 * @param kind the kind's stable name
 * @param item the binding's id, the group's name, or the id of a stored person
 * @param remoteId the directory's id, when it is about something there
 * @param address the address, when one is known
 * @param detail what differs, without values
 * @param repair what repair does, or did
 */
public record Finding(
    String kind,
    Optional<String> item,
    Optional<String> remoteId,
    Optional<String> address,
    String detail,
    String repair) {

  /** Redacted. */
  @Override
  public String toString() {
    return "[" + kind + "]";
  }
}

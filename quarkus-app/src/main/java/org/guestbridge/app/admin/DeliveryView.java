package org.guestbridge.app.admin;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.EmailAddress;

/**
 * One account or group that a directory is to have, with personal values.
 *
 * @param directory the downstream's name in the realm file
 * @param kind {@code user} or {@code group}
 * @param item the binding's id, or the group's name
 * @param address the account's address; absent for a group and after erasure
 * @param state {@code pending}, {@code delivered} or {@code set_aside}
 * @param attempts failed tries since the last success or change
 * @param dueAt when it may be tried
 * @param code why the last try failed
 * @param detail what the directory answered
 * @param remoteId the directory's id
 */
public record DeliveryView(
    String directory,
    String kind,
    String item,
    Optional<String> address,
    String state,
    int attempts,
    Instant dueAt,
    Optional<String> code,
    Optional<String> detail,
    Optional<String> remoteId) {

  static DeliveryView of(Delivery delivery) {
    return new DeliveryView(
        delivery.key().directory(),
        delivery.key().kind().name().toLowerCase(Locale.ROOT),
        delivery.key().item(),
        delivery.account().flatMap(DesiredAccount::address).map(EmailAddress::value),
        delivery.state().name().toLowerCase(Locale.ROOT),
        delivery.attempts(),
        delivery.dueAt(),
        delivery.lastCode().map(code -> code.text()),
        delivery.lastDetail(),
        delivery.remoteId());
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[delivery " + kind + " " + state + "]";
  }
}

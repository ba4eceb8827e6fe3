package org.guestbridge.app.admin;

import java.util.Locale;
import java.util.Optional;

/** What an administrator can do about a delivery to a directory. */
public enum DeliveryOrder {
  /** Tell the directory anew, whatever the state. */
  RETRY("delivery_retried"),
  /** Leave it until what is desired changes or it is retried. */
  SET_ASIDE("delivery_set_aside"),
  /** Take over an account that the directory has under the same address. */
  ADOPT("delivery_adopted");

  private final String event;

  DeliveryOrder(String event) {
    this.event = event;
  }

  /** The type of its audit event. */
  String event() {
    return event;
  }

  /** The word on the command line and in URLs. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The order called {@code text}, exactly. */
  public static Optional<DeliveryOrder> parse(String text) {
    for (DeliveryOrder order : values()) {
      if (order.text().equals(text)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }
}

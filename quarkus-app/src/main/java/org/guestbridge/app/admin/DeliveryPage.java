package org.guestbridge.app.admin;

import java.util.List;
import java.util.Optional;

/**
 * Deliveries of one kind in order of item.
 *
 * @param deliveries the page
 * @param next the item after which the next page begins; empty on the last page
 */
public record DeliveryPage(List<DeliveryView> deliveries, Optional<String> next) {

  public DeliveryPage {
    deliveries = List.copyOf(deliveries);
  }
}

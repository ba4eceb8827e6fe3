package org.guestbridge.app.admin;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Aliases with their routes in order of id.
 *
 * @param routes the page
 * @param next the id after which the next page begins; empty on the last page
 */
public record MailRoutePage(List<MailRouteView> routes, Optional<UUID> next) {

  public MailRoutePage {
    routes = List.copyOf(routes);
  }
}

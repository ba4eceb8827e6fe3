package org.guestbridge.app.admin;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * People who are held back, in order of id.
 *
 * @param people the page
 * @param next the id after which the next page begins; empty on the last page
 */
public record HeldPage(List<HeldView> people, Optional<UUID> next) {

  public HeldPage {
    people = List.copyOf(people);
  }
}

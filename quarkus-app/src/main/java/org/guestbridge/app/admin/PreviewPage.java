package org.guestbridge.app.admin;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * People as they would be planned.
 *
 * @param people in order of id
 * @param next the person after whom the next page begins; empty when this is the last
 */
public record PreviewPage(List<PreviewView> people, Optional<UUID> next) {

  public PreviewPage {
    people = List.copyOf(people);
  }
}

package org.guestbridge.app.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A binding and what happened to it.
 *
 * @param alias the binding
 * @param history its changes, oldest first
 */
public record AliasDetail(AliasView alias, List<Change> history) {

  public AliasDetail {
    history = List.copyOf(history);
  }

  /**
   * One change.
   *
   * @param at when
   * @param change what happened
   * @param code why, when there is a code
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Change(Instant at, String change, Optional<String> code) {}
}

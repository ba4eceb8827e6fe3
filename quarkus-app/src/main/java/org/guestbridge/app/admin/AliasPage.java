package org.guestbridge.app.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Some bindings, in order of id.
 *
 * @param aliases the bindings
 * @param next what to ask after for the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AliasPage(List<AliasView> aliases, Optional<UUID> next) {

  public AliasPage {
    aliases = List.copyOf(aliases);
  }
}

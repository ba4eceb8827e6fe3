package org.guestbridge.app.graph;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.provisioning.CopiedObject;

/**
 * Where settling goes on: groups come first, so that members find them, each in order of id. What
 * stays to be settled is passed once.
 *
 * @param after the last object that was looked at; empty at the beginning of its kind
 */
record SettlePlace(CopiedObject.Kind kind, Optional<UUID> after) {

  private static final char SEPARATOR = '/';

  /** The place that {@code text} is the text of; without one, the beginning. */
  static SettlePlace of(Optional<String> text) {
    if (text.isEmpty()) {
      return new SettlePlace(CopiedObject.Kind.GROUP, Optional.empty());
    }
    int separator = text.get().indexOf(SEPARATOR);
    String id = text.get().substring(separator + 1);
    return new SettlePlace(
        CopiedObject.Kind.valueOf(text.get().substring(0, separator)),
        id.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(id)));
  }

  /** The place after {@code page}; empty when everything was looked at. */
  Optional<SettlePlace> then(List<CopiedObject> page) {
    if (!page.isEmpty()) {
      return Optional.of(new SettlePlace(kind, Optional.of(page.get(page.size() - 1).id())));
    }
    return kind == CopiedObject.Kind.GROUP
        ? Optional.of(new SettlePlace(CopiedObject.Kind.PERSON, Optional.empty()))
        : Optional.empty();
  }

  String text() {
    return kind.name() + SEPARATOR + after.map(UUID::toString).orElse("");
  }
}

package org.guestbridge.core.ledger.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Predicate;
import org.guestbridge.core.text.RealmId;

/** Makes people due on a copy of the state. */
final class MemoryMarks {

  private final MemoryState state;
  private final RealmId realm;
  private final InstantSource clock;

  MemoryMarks(MemoryState state, RealmId realm, InstantSource clock) {
    this.state = state;
    this.realm = realm;
    this.clock = clock;
  }

  void person(UUID id) {
    mark(row -> row.person().id().equals(id));
  }

  void objectId(UUID objectId) {
    mark(row -> row.person().statement().objectId().filter(objectId::equals).isPresent());
  }

  void members(UUID group) {
    mark(row -> state.memberships.contains(new MemoryState.Membership(group, row.person().id())));
  }

  void mark(Predicate<MemoryState.PersonRow> concerned) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    state.people.replaceAll(
        (id, row) -> row.realm().equals(realm) && concerned.test(row) ? row.marked(now) : row);
  }
}

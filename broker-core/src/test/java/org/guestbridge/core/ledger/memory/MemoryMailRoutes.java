package org.guestbridge.core.ledger.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.guestbridge.core.mail.MailRoute;
import org.guestbridge.core.mail.MailRoutes;
import org.guestbridge.core.mail.ProvenMailbox;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** Mail routes in memory. */
final class MemoryMailRoutes implements MailRoutes {

  private final MemoryState state;
  private final RealmId realm;
  private final InstantSource clock;

  MemoryMailRoutes(MemoryState state, RealmId realm, InstantSource clock) {
    this.state = state;
    this.realm = realm;
    this.clock = clock;
  }

  @Override
  public Optional<MailRoute> find(UUID bindingId) {
    return Optional.ofNullable(state.mailRoutes.get(bindingId))
        .filter(row -> row.realm().equals(realm))
        .map(MemoryState.MailRow::route);
  }

  @Override
  public void put(UUID bindingId, ProvenMailbox mailbox) {
    MailRoute route = new MailRoute(mailbox, now(), false, Optional.empty());
    state.mailRoutes.put(bindingId, new MemoryState.MailRow(realm, route));
  }

  @Override
  public void withdraw(UUID bindingId) {
    change(bindingId, old -> new MailRoute(old.mailbox(), old.since(), true, old.bouncedAt()));
  }

  @Override
  public void restore(UUID bindingId) {
    change(bindingId, old -> new MailRoute(old.mailbox(), old.since(), false, old.bouncedAt()));
  }

  @Override
  public boolean bounced(UUID bindingId, EmailAddress mailbox) {
    Optional<Instant> at = Optional.of(now());
    if (find(bindingId).filter(route -> route.mailbox().address().equals(mailbox)).isEmpty()) {
      return false;
    }
    return change(bindingId, old -> new MailRoute(old.mailbox(), old.since(), old.withdrawn(), at));
  }

  @Override
  public boolean forget(UUID bindingId) {
    return find(bindingId).map(found -> state.mailRoutes.remove(bindingId)).isPresent();
  }

  @Override
  public Map<UUID, MailRoute> between(Optional<UUID> after, UUID last) {
    Map<UUID, MailRoute> found = new HashMap<>();
    state.mailRoutes.forEach(
        (id, row) -> {
          boolean begun =
              after.isEmpty() || MemoryState.BY_TEXT.compare(id, after.orElseThrow()) > 0;
          if (begun && MemoryState.BY_TEXT.compare(id, last) <= 0 && row.realm().equals(realm)) {
            found.put(id, row.route());
          }
        });
    return found;
  }

  private boolean change(UUID bindingId, UnaryOperator<MailRoute> to) {
    Optional<MailRoute> found = find(bindingId);
    found.ifPresent(
        old -> state.mailRoutes.put(bindingId, new MemoryState.MailRow(realm, to.apply(old))));
    return found.isPresent();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

package org.guestbridge.app.flow;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PersonFilter;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.SourcePerson;

/** What the broker that runs has planned in the site's realm. */
@Singleton
public final class Plans {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final String CHANNEL = "entra-guests";

  private final Ledger ledger;

  Plans(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Lets the channel be pulled soon, though it is not due. */
  void pull() {
    pull(CHANNEL);
  }

  void pull(String channel) {
    ledger.inUnit(
        Site.REALM,
        unit -> {
          unit.copies().order(channel, false);
          return channel;
        });
  }

  /** Waits until the person's last plan has this state. */
  PersonPlan await(UUID objectId, PlanState state) {
    await(
        () ->
            find(byObjectId(objectId)).filter(person -> person.plan().state() == state).isEmpty());
    return person(objectId).plan();
  }

  /** Waits until so many of these people are provided. */
  void awaitProvided(Collection<UUID> objectIds, int expected) {
    await(() -> objectIds.stream().filter(this::isProvided).count() != expected);
  }

  private boolean isProvided(UUID objectId) {
    return find(byObjectId(objectId))
        .filter(person -> person.plan().state() == PlanState.PROVIDED)
        .isPresent();
  }

  SourcePerson person(UUID objectId) {
    return find(byObjectId(objectId)).orElseThrow();
  }

  /** Waits until the person with this work mail is held back with this code. */
  void awaitHeldBack(String mail, Code code) {
    PersonFilter filter =
        new PersonFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(mail));
    await(() -> !find(filter).orElseThrow().plan().code().equals(Optional.of(code)));
  }

  private static PersonFilter byObjectId(UUID objectId) {
    return new PersonFilter(
        Optional.empty(), Optional.empty(), Optional.of(objectId.toString()), Optional.empty());
  }

  private Optional<SourcePerson> find(PersonFilter filter) {
    return ledger.inUnit(
        Site.REALM, unit -> unit.people().list(CHANNEL, filter, 0, 2).stream().findFirst());
  }

  Optional<Binding> binding(UUID tenant, UUID objectId) {
    return ledger.inUnit(
        Site.REALM, unit -> unit.aliases().find(new UpstreamSubject.Entra(tenant, objectId)));
  }

  /** Waits as long as {@code waiting} holds. */
  static void await(BooleanSupplier waiting) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (waiting.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not so in time");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}

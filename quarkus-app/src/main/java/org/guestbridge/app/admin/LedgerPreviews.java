package org.guestbridge.app.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.text.RealmId;

/** Previews by the broker itself, in units of work that are rolled back. */
public final class LedgerPreviews implements PreviewOperations {

  private final Ledger ledger;
  private final RealmId realm;
  private final Brokers brokers;

  /** Finds the broker that decides. */
  @FunctionalInterface
  public interface Brokers {

    /**
     * The broker of a realm file, or the one in force.
     *
     * @param candidate the file's path; empty for the one in force
     * @throws RefusalException when the file is refused or another realm's
     */
    Broker of(Optional<String> candidate) throws RefusalException;
  }

  /** Previews of {@code realm}. */
  public LedgerPreviews(Ledger ledger, RealmId realm, Brokers brokers) {
    this.ledger = ledger;
    this.realm = realm;
    this.brokers = brokers;
  }

  @Override
  public PreviewPage page(
      Optional<String> candidate, PlanState state, Optional<UUID> after, int limit)
      throws RefusalException {
    Broker broker = brokers.of(candidate);
    List<SourcePerson> people =
        ledger.inUnit(realm, unit -> unit.plans().list(state, after, limit));
    List<PreviewView> views = new ArrayList<>();
    for (SourcePerson person : people) {
      Optional<Binding> binding =
          person
              .plan()
              .bindingId()
              .flatMap(id -> ledger.inUnit(realm, unit -> unit.aliases().get(id)));
      views.add(PreviewView.of(person, binding, broker.preview(person.id())));
    }
    // A page may be a short one without being the last.
    return new PreviewPage(
        views,
        people.isEmpty() ? Optional.empty() : Optional.of(people.get(people.size() - 1).id()));
  }
}

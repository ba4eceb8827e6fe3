package org.guestbridge.app.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Backlog;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.core.text.RealmId;

/** Answers about deliveries from the ledger itself. */
final class LedgerDeliveries implements DeliveryOperations {

  private static final Pattern REMOTE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,127}");

  private final Ledger ledger;
  private final RealmId realm;
  private final Optional<Map<String, FilledDirectory>> known;

  /**
   * Operations on one realm.
   *
   * @param known the directories of the realm by name; empty when the realm file is not known
   */
  LedgerDeliveries(Ledger ledger, RealmId realm, Optional<Map<String, FilledDirectory>> known) {
    this.ledger = ledger;
    this.realm = realm;
    this.known = known;
  }

  @Override
  public DirectoryList status(Optional<String> directory) throws RefusalException {
    Set<String> asked;
    if (directory.isPresent()) {
      asked = Set.of(require(directory.get()));
    } else {
      asked =
          known
              .map(Map::keySet)
              .orElseThrow(
                  () ->
                      new RefusalException(
                          Code.DELIVERY_DIRECTORY_UNKNOWN,
                          "No broker runs that knows the realm file; name the directory."));
    }
    return ledger.inUnit(
        realm,
        unit ->
            new DirectoryList(
                new TreeSet<>(asked).stream().map(name -> entry(unit.outbox(), name)).toList()));
  }

  @Override
  public DeliveryPage setAside(
      String directory, DeliveryKind kind, Optional<String> after, int limit)
      throws RefusalException {
    String name = require(directory);
    List<DeliveryView> page =
        ledger.inUnit(
            realm,
            unit ->
                unit
                    .outbox()
                    .list(name, kind, Optional.of(DeliveryState.SET_ASIDE), after, limit)
                    .stream()
                    .map(DeliveryView::of)
                    .toList());
    boolean last = page.size() < limit;
    return new DeliveryPage(
        page, last ? Optional.empty() : Optional.of(page.get(page.size() - 1).item()));
  }

  @Override
  public DeliveryView order(
      DeliveryOrder order, DeliveryKey key, Optional<String> remoteId, Actor actor)
      throws RefusalException {
    require(key.directory());
    if ((order == DeliveryOrder.ADOPT) != remoteId.isPresent()
        || remoteId.filter(id -> !REMOTE_ID.matcher(id).matches()).isPresent()) {
      throw new RefusalException(
          Code.REQUEST_INVALID, "Adopting, and nothing else, needs the directory's id.");
    }
    Optional<Boolean> done =
        ledger.inUnit(
            realm,
            unit ->
                unit.outbox()
                    .find(key)
                    .map(delivery -> carryOut(unit, order, delivery, remoteId, actor)));
    if (done.isEmpty()) {
      throw new RefusalException(Code.DELIVERY_UNKNOWN, "The realm has no such delivery.");
    }
    if (!done.get()) {
      throw new RefusalException(
          Code.REQUEST_INVALID, "The state of the delivery does not allow " + order.text() + ".");
    }
    return ledger.inUnit(
        realm, unit -> unit.outbox().find(key).map(DeliveryView::of).orElseThrow());
  }

  private static boolean carryOut(
      Unit unit, DeliveryOrder order, Delivery delivery, Optional<String> remoteId, Actor actor) {
    DeliveryKey key = delivery.key();
    boolean done =
        switch (order) {
          case RETRY -> unit.outbox().retry(key);
          case SET_ASIDE -> unit.outbox().setAside(key, Code.DELIVERY_STOPPED);
          case ADOPT -> adopt(unit.outbox(), delivery, remoteId);
        };
    if (done) {
      unit.audit(
          new AuditEvent.DeliveryOrdered(
              UUID.randomUUID().toString(),
              delivery.account().map(DesiredAccount::bindingId),
              order.event(),
              key.directory(),
              actor.name()));
    }
    return done;
  }

  /**
   * Only where the directory said that the address is another account's, and never an account that
   * is known to be another person's.
   */
  private static boolean adopt(Outbox outbox, Delivery delivery, Optional<String> remoteId) {
    DeliveryKey key = delivery.key();
    String id = remoteId.orElseThrow();
    boolean isAnothers =
        outbox.linkedTo(key.directory(), key.kind(), List.of(id)).stream()
            .anyMatch(linked -> !linked.key().equals(key));
    if (isAnothers
        || delivery.state() != DeliveryState.SET_ASIDE
        || !delivery.lastCode().equals(Optional.of(Code.DELIVERY_ACCOUNT_FOREIGN))) {
      return false;
    }
    outbox.link(key, id);
    return outbox.retry(key);
  }

  private DirectoryList.Entry entry(Outbox outbox, String directory) {
    FilledDirectory filled =
        known
            .map(all -> all.getOrDefault(directory, FilledDirectory.NAMED))
            .orElse(FilledDirectory.NAMED);
    Backlog backlog = outbox.backlog(directory);
    return new DirectoryList.Entry(
        directory,
        backlog.waiting(),
        backlog.oldest(),
        outbox.differingMembers(directory),
        outbox.counts(directory).stream()
            .map(
                count ->
                    new DirectoryList.Count(
                        count.kind().name().toLowerCase(Locale.ROOT),
                        count.state().name().toLowerCase(Locale.ROOT),
                        count.code().map(Code::text),
                        count.items()))
            .toList(),
        filled.stopped().map(code -> new DirectoryList.Stop(code.text(), code.remedy())),
        filled.keyExpires());
  }

  private String require(String directory) throws RefusalException {
    if (known.isPresent() && !known.get().containsKey(directory)) {
      throw new RefusalException(
          Code.DELIVERY_DIRECTORY_UNKNOWN,
          "The realm fills: " + new TreeSet<>(known.get().keySet()));
    }
    return directory;
  }
}

package org.guestbridge.core.ledger.memory;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guestbridge.core.provisioning.Backlog;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryCount;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.RealmId;

/** The rows of one realm's deliveries, and what is asked of them. */
final class MemoryDeliveries {

  private final MemoryState state;
  private final RealmId realm;

  MemoryDeliveries(MemoryState state, RealmId realm) {
    this.state = state;
    this.realm = realm;
  }

  void put(MemoryState.DeliveryRow row) {
    state.deliveries.put(at(row.delivery().key()), row);
  }

  /** Changes what the row says, not who has leased it; false when there is none. */
  boolean change(DeliveryKey key, UnaryOperator<Delivery> change) {
    return state.deliveries.computeIfPresent(
            at(key),
            (same, row) ->
                new MemoryState.DeliveryRow(
                    change.apply(row.delivery()), row.owner(), row.leaseUntil()))
        != null;
  }

  Optional<MemoryState.DeliveryRow> row(DeliveryKey key) {
    return Optional.ofNullable(state.deliveries.get(at(key)));
  }

  Optional<Delivery> find(DeliveryKey key) {
    return row(key).map(MemoryState.DeliveryRow::delivery);
  }

  /** In no order. */
  Stream<MemoryState.DeliveryRow> rows(String directory, DeliveryKind kind) {
    return ofRealm()
        .filter(row -> row.delivery().key().directory().equals(directory))
        .filter(row -> row.delivery().key().kind() == kind);
  }

  /** In order of item. */
  Stream<Delivery> all(String directory, DeliveryKind kind) {
    return rows(directory, kind)
        .map(MemoryState.DeliveryRow::delivery)
        .sorted(Comparator.comparing(delivery -> delivery.key().item()));
  }

  List<Delivery> ofBinding(UUID bindingId) {
    return ofRealm()
        .map(MemoryState.DeliveryRow::delivery)
        .filter(
            delivery ->
                delivery
                    .account()
                    .map(DesiredAccount::bindingId)
                    .filter(bindingId::equals)
                    .isPresent())
        .toList();
  }

  List<Delivery> list(
      String directory,
      DeliveryKind kind,
      Optional<DeliveryState> wanted,
      Optional<String> after,
      int limit) {
    return all(directory, kind)
        .filter(delivery -> wanted.isEmpty() || wanted.get() == delivery.state())
        .filter(delivery -> isAfter(delivery, after))
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  List<DeliveryCount> counts(String directory) {
    Map<DeliveryCount, Long> counts = new HashMap<>();
    ofEveryKind(directory)
        .map(each -> new DeliveryCount(each.key().kind(), each.state(), each.lastCode(), 0))
        .forEach(count -> counts.merge(count, 1L, Long::sum));
    return counts.entrySet().stream()
        .map(
            entry ->
                new DeliveryCount(
                    entry.getKey().kind(),
                    entry.getKey().state(),
                    entry.getKey().code(),
                    entry.getValue()))
        .toList();
  }

  Backlog backlog(String directory) {
    List<Delivery> waiting =
        ofEveryKind(directory)
            .filter(delivery -> delivery.state() == DeliveryState.PENDING)
            .sorted(Comparator.comparing(Delivery::dueAt))
            .toList();
    return new Backlog(waiting.size(), waiting.stream().map(Delivery::dueAt).findFirst());
  }

  List<Delivery> findAll(String directory, DeliveryKind kind, Collection<String> items) {
    return all(directory, kind).filter(delivery -> items.contains(delivery.key().item())).toList();
  }

  List<Delivery> linkedTo(String directory, DeliveryKind kind, Collection<String> remoteIds) {
    return all(directory, kind)
        .filter(delivery -> delivery.remoteId().filter(remoteIds::contains).isPresent())
        .toList();
  }

  void seen(String directory, DeliveryKind kind, Collection<String> items, UUID comparison) {
    findAll(directory, kind, items).forEach(each -> state.seen.put(at(each.key()), comparison));
  }

  List<Delivery> unseen(
      String directory, DeliveryKind kind, UUID comparison, Optional<String> after, int limit) {
    return all(directory, kind)
        .filter(each -> each.state() == DeliveryState.DELIVERED)
        .filter(each -> !comparison.equals(state.seen.get(at(each.key()))))
        .filter(each -> isAfter(each, after))
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  private static boolean isAfter(Delivery delivery, Optional<String> item) {
    return item.isEmpty() || delivery.key().item().compareTo(item.get()) > 0;
  }

  private Stream<Delivery> ofEveryKind(String directory) {
    return Stream.of(DeliveryKind.values())
        .flatMap(kind -> rows(directory, kind))
        .map(MemoryState.DeliveryRow::delivery);
  }

  private Stream<MemoryState.DeliveryRow> ofRealm() {
    return state.deliveries.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .map(Map.Entry::getValue);
  }

  private MemoryState.OutboxKey at(DeliveryKey key) {
    return new MemoryState.OutboxKey(realm, key);
  }
}

package org.guestbridge.core.ledger.memory;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.guestbridge.core.provisioning.AccountMembership;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.MemberDelivery;
import org.guestbridge.core.text.RealmId;

/** Who is to be in which group of the directories of one realm. */
final class MemoryMembers {

  private final MemoryState state;
  private final RealmId realm;
  private final MemoryDeliveries deliveries;

  MemoryMembers(MemoryState state, RealmId realm, MemoryDeliveries deliveries) {
    this.state = state;
    this.realm = realm;
    this.deliveries = deliveries;
  }

  void want(String directory, String group, UUID binding, boolean wanted) {
    MemoryState.MemberKey key = at(directory, group, binding);
    MemoryState.MemberRow before = state.memberDeliveries.get(key);
    if (!wanted && remoteId(directory, binding).isEmpty()) {
      state.memberDeliveries.remove(key);
    } else if (before == null || before.wanted() != wanted) {
      boolean delivered = before != null && before.delivered();
      state.memberDeliveries.put(key, new MemoryState.MemberRow(wanted, delivered, true));
    }
  }

  List<String> wantedGroups(String directory, UUID binding) {
    return in(directory)
        .filter(entry -> entry.getValue().wanted() && entry.getKey().binding().equals(binding))
        .map(entry -> entry.getKey().group())
        .toList();
  }

  /** Everything is to be told anew to an account or group that has another id now. */
  void linked(DeliveryKey key) {
    boolean ofGroup = key.kind() == DeliveryKind.GROUP;
    List<Map.Entry<MemoryState.MemberKey, MemoryState.MemberRow>> concerned =
        in(key.directory())
            .filter(
                entry ->
                    ofGroup
                        ? entry.getKey().group().equals(key.item())
                        : entry.getKey().binding().toString().equals(key.item()))
            .toList();
    for (Map.Entry<MemoryState.MemberKey, MemoryState.MemberRow> entry : concerned) {
      if (entry.getValue().wanted()) {
        state.memberDeliveries.put(entry.getKey(), new MemoryState.MemberRow(true, false, true));
      } else if (!ofGroup) {
        state.memberDeliveries.remove(entry.getKey());
      }
    }
  }

  /** In order of binding. */
  Stream<MemberDelivery> of(String directory, String group) {
    return shown(in(directory).filter(entry -> entry.getKey().group().equals(group)));
  }

  /** Those who are still to be told of and whose account exists, in order of binding. */
  Stream<MemberDelivery> differing(String directory, String group) {
    return shown(
            in(directory)
                .filter(entry -> entry.getKey().group().equals(group))
                .filter(entry -> entry.getValue().pending()))
        .filter(member -> member.remoteId().isPresent());
  }

  private Stream<MemberDelivery> shown(
      Stream<Map.Entry<MemoryState.MemberKey, MemoryState.MemberRow>> entries) {
    return entries
        .map(
            entry ->
                new MemberDelivery(
                    entry.getKey().binding(),
                    remoteId(entry.getKey().directory(), entry.getKey().binding()),
                    entry.getValue().wanted(),
                    entry.getValue().delivered()))
        .sorted(Comparator.comparing(MemberDelivery::bindingId, MemoryState.BY_TEXT));
  }

  long countDiffering(String directory) {
    return in(directory).filter(entry -> entry.getValue().pending()).count();
  }

  /** Only for the account that was told: another one has its place to be told yet. */
  void delivered(String directory, String group, MemberDelivery told) {
    if (told.remoteId().isPresent()
        && told.remoteId().equals(remoteId(directory, told.bindingId()))) {
      boolean member = told.wanted();
      state.memberDeliveries.computeIfPresent(
          at(directory, group, told.bindingId()),
          (same, row) ->
              !row.wanted() && !member
                  ? null
                  : new MemoryState.MemberRow(row.wanted(), member, row.wanted() != member));
    }
  }

  void renew(String directory, String group, UUID bindingId) {
    if (remoteId(directory, bindingId).isEmpty()) {
      return;
    }
    state.memberDeliveries.merge(
        at(directory, group, bindingId),
        new MemoryState.MemberRow(false, true, true),
        (was, none) -> new MemoryState.MemberRow(was.wanted(), false, true));
  }

  List<AccountMembership> memberships(String directory, Collection<UUID> bindings) {
    return in(directory)
        .filter(entry -> bindings.contains(entry.getKey().binding()))
        .map(
            entry ->
                new AccountMembership(
                    entry.getKey().binding(),
                    entry.getKey().group(),
                    entry.getValue().wanted(),
                    !entry.getValue().pending()))
        .sorted(
            Comparator.comparing(AccountMembership::group)
                .thenComparing(AccountMembership::bindingId, MemoryState.BY_TEXT))
        .toList();
  }

  private Optional<String> remoteId(String directory, UUID binding) {
    return deliveries.find(DeliveryKey.account(directory, binding)).flatMap(Delivery::remoteId);
  }

  private Stream<Map.Entry<MemoryState.MemberKey, MemoryState.MemberRow>> in(String directory) {
    return state.memberDeliveries.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .filter(entry -> entry.getKey().directory().equals(directory));
  }

  private MemoryState.MemberKey at(String directory, String group, UUID binding) {
    return new MemoryState.MemberKey(realm, directory, group, binding);
  }
}

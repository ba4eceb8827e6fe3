package org.guestbridge.core.ledger.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.AccountMembership;
import org.guestbridge.core.provisioning.Backlog;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryCount;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.Lease;
import org.guestbridge.core.provisioning.MemberDelivery;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.text.RealmId;

/** What the directories of one realm are to have, on a copy of the state. */
final class MemoryOutbox implements Outbox {

  private final MemoryState state;
  private final RealmId realm;
  private final InstantSource clock;

  MemoryOutbox(MemoryState state, RealmId realm, InstantSource clock) {
    this.state = state;
    this.realm = realm;
    this.clock = clock;
  }

  @Override
  public void provide(Set<String> directories, ReleasedIdentity identity) {
    UUID id = identity.internalId();
    ofBinding(id)
        .filter(there -> !directories.contains(there.key().directory()))
        .toList()
        .forEach(this::withdraw);
    for (String directory : directories) {
      desire(DeliveryKey.account(directory, id), Optional.of(DesiredAccount.of(identity)));
      for (String group : identity.groups()) {
        DeliveryKey key = DeliveryKey.group(directory, group);
        if (find(key).isEmpty()) {
          desire(key, Optional.empty());
        }
        want(directory, group, id, true);
      }
      wantedGroups(directory, id).stream()
          .filter(group -> !identity.groups().contains(group))
          .forEach(group -> want(directory, group, id, false));
    }
  }

  private void desire(DeliveryKey key, Optional<DesiredAccount> account) {
    Optional<Delivery> before = find(key);
    if (before.isEmpty()) {
      Delivery made =
          new Delivery(
              key,
              account,
              1,
              0,
              Optional.empty(),
              DeliveryState.PENDING,
              0,
              now(),
              Optional.empty(),
              Optional.empty());
      put(new MemoryState.DeliveryRow(made, Optional.empty(), Instant.MIN));
    } else if (!before.get().account().equals(account)) {
      change(
          key,
          was ->
              new Delivery(
                  key,
                  account,
                  was.desiredVersion() + 1,
                  was.deliveredVersion(),
                  was.remoteId(),
                  DeliveryState.PENDING,
                  0,
                  now(),
                  Optional.empty(),
                  Optional.empty()));
    }
  }

  private void want(String directory, String group, UUID binding, boolean wanted) {
    MemoryState.MemberKey key = new MemoryState.MemberKey(realm, directory, group, binding);
    MemoryState.MemberRow before = state.memberDeliveries.get(key);
    boolean linked = isLinked(directory, binding);
    if (!wanted && !linked) {
      state.memberDeliveries.remove(key);
    } else if (before == null || before.wanted() != wanted) {
      boolean delivered = before != null && before.delivered();
      state.memberDeliveries.put(key, new MemoryState.MemberRow(wanted, delivered, true));
    }
  }

  private boolean isLinked(String directory, UUID binding) {
    return find(DeliveryKey.account(directory, binding)).flatMap(Delivery::remoteId).isPresent();
  }

  private List<String> wantedGroups(String directory, UUID binding) {
    List<String> groups = new ArrayList<>();
    state.memberDeliveries.forEach(
        (key, row) -> {
          if (row.wanted()
              && key.realm().equals(realm)
              && key.directory().equals(directory)
              && key.binding().equals(binding)) {
            groups.add(key.group());
          }
        });
    return groups;
  }

  @Override
  public void withdraw(UUID bindingId) {
    ofBinding(bindingId).toList().forEach(this::withdraw);
  }

  private void withdraw(Delivery delivery) {
    DesiredAccount account = delivery.account().orElseThrow();
    DesiredAccount inactive =
        new DesiredAccount(
            account.bindingId(), account.address(), account.givenName(), account.surname(), false);
    desire(delivery.key(), Optional.of(inactive));
    String directory = delivery.key().directory();
    wantedGroups(directory, account.bindingId())
        .forEach(group -> want(directory, group, account.bindingId(), false));
  }

  @Override
  public boolean isDesired(UUID bindingId) {
    return ofBinding(bindingId).findAny().isPresent();
  }

  @Override
  public void erase(UUID bindingId) {
    ofBinding(bindingId)
        .toList()
        .forEach(
            delivery ->
                change(
                    delivery.key(),
                    was ->
                        new Delivery(
                            was.key(),
                            was.account()
                                .map(
                                    account ->
                                        new DesiredAccount(
                                            bindingId,
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            account.active())),
                            was.desiredVersion(),
                            was.deliveredVersion(),
                            was.remoteId(),
                            was.state(),
                            was.attempts(),
                            was.dueAt(),
                            was.lastCode(),
                            Optional.empty())));
  }

  @Override
  public List<Lease> lease(String directory, DeliveryKind kind, int limit, Duration time) {
    Instant now = now();
    UUID owner = UUID.randomUUID();
    List<Delivery> due =
        rows(directory, kind)
            .filter(row -> !row.leaseUntil().isAfter(now))
            .map(MemoryState.DeliveryRow::delivery)
            .filter(delivery -> !delivery.dueAt().isAfter(now) && isDue(delivery))
            .sorted(
                Comparator.comparing(Delivery::dueAt)
                    .thenComparing(delivery -> delivery.key().item()))
            .limit(MemoryUnit.checkedLimit(limit))
            .toList();
    due.forEach(
        delivery -> put(new MemoryState.DeliveryRow(delivery, Optional.of(owner), now.plus(time))));
    return due.stream().map(delivery -> new Lease(delivery, owner)).toList();
  }

  private boolean isDue(Delivery delivery) {
    DeliveryKey key = delivery.key();
    return delivery.state() == DeliveryState.PENDING
        || (key.kind() == DeliveryKind.GROUP
            && delivery.state() == DeliveryState.DELIVERED
            && !differing(key.directory(), key.item(), 1).isEmpty());
  }

  @Override
  public boolean delivered(Lease lease) {
    return ended(
        lease,
        was ->
            new Delivery(
                was.key(),
                was.account(),
                was.desiredVersion(),
                lease.delivery().desiredVersion(),
                was.remoteId(),
                stateAfter(lease, was, DeliveryState.DELIVERED),
                0,
                was.dueAt(),
                Optional.empty(),
                Optional.empty()));
  }

  @Override
  public boolean retryAt(Lease lease, Instant at, Code code, String detail) {
    return ended(lease, was -> failed(was, was.state(), at, code, detail));
  }

  @Override
  public boolean setAside(Lease lease, Code code, String detail) {
    return ended(
        lease,
        was ->
            failed(
                was, stateAfter(lease, was, DeliveryState.SET_ASIDE), was.dueAt(), code, detail));
  }

  private static DeliveryState stateAfter(Lease lease, Delivery now, DeliveryState state) {
    return now.desiredVersion() == lease.delivery().desiredVersion()
        ? state
        : DeliveryState.PENDING;
  }

  private static Delivery failed(
      Delivery was, DeliveryState next, Instant at, Code code, String detail) {
    return new Delivery(
        was.key(),
        was.account(),
        was.desiredVersion(),
        was.deliveredVersion(),
        was.remoteId(),
        next,
        was.attempts() + 1,
        at.truncatedTo(ChronoUnit.MICROS),
        Optional.of(code),
        Optional.of(detail.substring(0, Math.min(detail.length(), MAX_DETAIL_LENGTH))));
  }

  private boolean ended(Lease lease, UnaryOperator<Delivery> change) {
    MemoryState.OutboxKey key = new MemoryState.OutboxKey(realm, lease.delivery().key());
    MemoryState.DeliveryRow row = state.deliveries.get(key);
    if (row == null || !row.owner().equals(Optional.of(lease.owner()))) {
      return false;
    }
    put(new MemoryState.DeliveryRow(change.apply(row.delivery()), Optional.empty(), Instant.MIN));
    return true;
  }

  @Override
  public void link(DeliveryKey key, String remoteId) {
    if (find(key).filter(was -> !was.remoteId().equals(Optional.of(remoteId))).isPresent()) {
      relink(key, Optional.of(remoteId));
    }
  }

  @Override
  public void unlink(DeliveryKey key, String remoteId) {
    if (find(key).filter(was -> was.remoteId().equals(Optional.of(remoteId))).isPresent()) {
      relink(key, Optional.empty());
    }
  }

  private void relink(DeliveryKey key, Optional<String> remoteId) {
    change(
        key,
        was ->
            new Delivery(
                was.key(),
                was.account(),
                was.desiredVersion(),
                was.deliveredVersion(),
                remoteId,
                was.state(),
                was.attempts(),
                was.dueAt(),
                was.lastCode(),
                was.lastDetail()));
    Map<MemoryState.MemberKey, MemoryState.MemberRow> concerned = new HashMap<>();
    state.memberDeliveries.forEach(
        (member, row) -> {
          boolean same = member.realm().equals(realm) && member.directory().equals(key.directory());
          if (same
              && (key.kind() == DeliveryKind.GROUP
                  ? member.group().equals(key.item())
                  : member.binding().toString().equals(key.item()))) {
            concerned.put(member, row);
          }
        });
    concerned.forEach(
        (member, row) -> {
          if (row.wanted()) {
            state.memberDeliveries.put(member, new MemoryState.MemberRow(true, false, true));
          } else if (key.kind() == DeliveryKind.USER) {
            state.memberDeliveries.remove(member);
          }
        });
  }

  @Override
  public List<MemberDelivery> differing(String directory, String group, int limit) {
    return memberships(directory, group, true)
        .filter(member -> member.remoteId().isPresent())
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  private Stream<MemberDelivery> memberships(String directory, String group, boolean onlyPending) {
    return state.memberDeliveries.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .filter(entry -> entry.getKey().directory().equals(directory))
        .filter(entry -> entry.getKey().group().equals(group))
        .filter(entry -> entry.getValue().pending() || !onlyPending)
        .map(
            entry ->
                new MemberDelivery(
                    entry.getKey().binding(),
                    find(DeliveryKey.account(directory, entry.getKey().binding()))
                        .flatMap(Delivery::remoteId),
                    entry.getValue().wanted(),
                    entry.getValue().delivered()))
        .sorted(Comparator.comparing(MemberDelivery::bindingId, MemoryState.BY_TEXT));
  }

  @Override
  public void membersDelivered(String directory, String group, Collection<MemberDelivery> told) {
    for (MemberDelivery each : told) {
      if (each.remoteId().isPresent() && each.remoteId().equals(account(directory, each))) {
        boolean member = each.wanted();
        state.memberDeliveries.computeIfPresent(
            new MemoryState.MemberKey(realm, directory, group, each.bindingId()),
            (same, row) ->
                !row.wanted() && !member
                    ? null
                    : new MemoryState.MemberRow(row.wanted(), member, row.wanted() != member));
      }
    }
  }

  private Optional<String> account(String directory, MemberDelivery member) {
    return find(DeliveryKey.account(directory, member.bindingId())).flatMap(Delivery::remoteId);
  }

  @Override
  public Optional<Delivery> find(DeliveryKey key) {
    return Optional.ofNullable(state.deliveries.get(new MemoryState.OutboxKey(realm, key)))
        .map(MemoryState.DeliveryRow::delivery);
  }

  @Override
  public List<Delivery> list(
      String directory,
      DeliveryKind kind,
      Optional<DeliveryState> wanted,
      Optional<String> after,
      int limit) {
    return rows(directory, kind)
        .map(MemoryState.DeliveryRow::delivery)
        .filter(delivery -> wanted.isEmpty() || wanted.get() == delivery.state())
        .filter(delivery -> after.isEmpty() || delivery.key().item().compareTo(after.get()) > 0)
        .sorted(Comparator.comparing(delivery -> delivery.key().item()))
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public List<MemberDelivery> members(
      String directory, String group, Optional<UUID> after, int limit) {
    return memberships(directory, group, false)
        .filter(
            member ->
                after.isEmpty() || MemoryState.BY_TEXT.compare(member.bindingId(), after.get()) > 0)
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public boolean retry(DeliveryKey key) {
    return change(
        key,
        was ->
            new Delivery(
                was.key(),
                was.account(),
                was.desiredVersion() + 1,
                was.deliveredVersion(),
                was.remoteId(),
                DeliveryState.PENDING,
                0,
                now(),
                Optional.empty(),
                Optional.empty()));
  }

  @Override
  public boolean setAside(DeliveryKey key, Code code) {
    Optional<Delivery> pending =
        find(key).filter(delivery -> delivery.state() == DeliveryState.PENDING);
    pending.ifPresent(
        was ->
            put(
                new MemoryState.DeliveryRow(
                    new Delivery(
                        was.key(),
                        was.account(),
                        was.desiredVersion(),
                        was.deliveredVersion(),
                        was.remoteId(),
                        DeliveryState.SET_ASIDE,
                        was.attempts(),
                        was.dueAt(),
                        Optional.of(code),
                        Optional.empty()),
                    Optional.empty(),
                    Instant.MIN)));
    return pending.isPresent();
  }

  @Override
  public List<DeliveryCount> counts(String directory) {
    Map<DeliveryCount, Long> counts = new HashMap<>();
    Stream.of(DeliveryKind.values())
        .flatMap(kind -> rows(directory, kind))
        .map(MemoryState.DeliveryRow::delivery)
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

  @Override
  public Backlog backlog(String directory) {
    List<Instant> waiting =
        Stream.of(DeliveryKind.values())
            .flatMap(kind -> rows(directory, kind))
            .map(MemoryState.DeliveryRow::delivery)
            .filter(delivery -> delivery.state() == DeliveryState.PENDING)
            .map(Delivery::dueAt)
            .sorted()
            .toList();
    return new Backlog(waiting.size(), waiting.stream().findFirst());
  }

  @Override
  public long differingMembers(String directory) {
    return state.memberDeliveries.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .filter(entry -> entry.getKey().directory().equals(directory))
        .filter(entry -> entry.getValue().pending())
        .count();
  }

  @Override
  public List<Delivery> findAll(String directory, DeliveryKind kind, Collection<String> items) {
    return all(directory, kind).filter(delivery -> items.contains(delivery.key().item())).toList();
  }

  @Override
  public List<Delivery> linkedTo(
      String directory, DeliveryKind kind, Collection<String> remoteIds) {
    return all(directory, kind)
        .filter(delivery -> delivery.remoteId().filter(remoteIds::contains).isPresent())
        .toList();
  }

  @Override
  public void seen(String directory, DeliveryKind kind, Collection<String> items, UUID comparison) {
    findAll(directory, kind, items)
        .forEach(each -> state.seen.put(new MemoryState.OutboxKey(realm, each.key()), comparison));
  }

  @Override
  public List<Delivery> unseen(
      String directory, DeliveryKind kind, UUID comparison, Optional<String> after, int limit) {
    return all(directory, kind)
        .filter(each -> each.state() == DeliveryState.DELIVERED)
        .filter(
            each ->
                !comparison.equals(state.seen.get(new MemoryState.OutboxKey(realm, each.key()))))
        .filter(each -> after.isEmpty() || each.key().item().compareTo(after.get()) > 0)
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  private Stream<Delivery> all(String directory, DeliveryKind kind) {
    return rows(directory, kind)
        .map(MemoryState.DeliveryRow::delivery)
        .sorted(Comparator.comparing(delivery -> delivery.key().item()));
  }

  @Override
  public List<AccountMembership> memberships(String directory, Collection<UUID> bindings) {
    return state.memberDeliveries.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .filter(entry -> entry.getKey().directory().equals(directory))
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

  @Override
  public void renewMember(String directory, String group, UUID bindingId) {
    if (find(DeliveryKey.account(directory, bindingId)).flatMap(Delivery::remoteId).isEmpty()) {
      return;
    }
    MemoryState.MemberKey key = new MemoryState.MemberKey(realm, directory, group, bindingId);
    state.memberDeliveries.merge(
        key,
        new MemoryState.MemberRow(false, true, true),
        (was, none) -> new MemoryState.MemberRow(was.wanted(), false, true));
  }

  private Stream<Delivery> ofBinding(UUID bindingId) {
    return state.deliveries.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .map(entry -> entry.getValue().delivery())
        .filter(
            delivery ->
                delivery
                    .account()
                    .map(DesiredAccount::bindingId)
                    .filter(bindingId::equals)
                    .isPresent());
  }

  private Stream<MemoryState.DeliveryRow> rows(String directory, DeliveryKind kind) {
    return state.deliveries.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .map(Map.Entry::getValue)
        .filter(row -> row.delivery().key().directory().equals(directory))
        .filter(row -> row.delivery().key().kind() == kind);
  }

  private boolean change(DeliveryKey key, UnaryOperator<Delivery> change) {
    MemoryState.OutboxKey at = new MemoryState.OutboxKey(realm, key);
    return state.deliveries.computeIfPresent(
            at,
            (same, row) ->
                new MemoryState.DeliveryRow(
                    change.apply(row.delivery()), row.owner(), row.leaseUntil()))
        != null;
  }

  private void put(MemoryState.DeliveryRow row) {
    state.deliveries.put(new MemoryState.OutboxKey(realm, row.delivery().key()), row);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

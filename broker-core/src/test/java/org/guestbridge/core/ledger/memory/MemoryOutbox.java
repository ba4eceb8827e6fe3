package org.guestbridge.core.ledger.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
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
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** What the directories of one realm are to have, on a copy of the state. */
final class MemoryOutbox implements Outbox {

  private final MemoryDeliveries deliveries;
  private final MemoryMembers members;
  private final InstantSource clock;

  MemoryOutbox(MemoryState state, RealmId realm, InstantSource clock) {
    this.deliveries = new MemoryDeliveries(state, realm);
    this.members = new MemoryMembers(state, realm, deliveries);
    this.clock = clock;
  }

  // What is desired.

  @Override
  public void provide(Set<String> directories, ReleasedIdentity identity) {
    UUID id = identity.internalId();
    deliveries.ofBinding(id).stream()
        .filter(there -> !directories.contains(there.key().directory()))
        .forEach(this::withdraw);
    for (String directory : directories) {
      desire(DeliveryKey.account(directory, id), Optional.of(DesiredAccount.of(identity)));
      for (String group : identity.groups()) {
        DeliveryKey key = DeliveryKey.group(directory, group);
        if (find(key).isEmpty()) {
          desire(key, Optional.empty());
        }
        members.want(directory, group, id, true);
      }
      members.wantedGroups(directory, id).stream()
          .filter(group -> !identity.groups().contains(group))
          .forEach(group -> members.want(directory, group, id, false));
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
      putFree(made);
    } else if (!before.get().account().equals(account)) {
      deliveries.change(
          key, was -> renewed(desiring(was, account, was.desiredVersion() + 1, was.lastDetail())));
    }
  }

  @Override
  public void withdraw(UUID bindingId) {
    deliveries.ofBinding(bindingId).forEach(this::withdraw);
  }

  private void withdraw(Delivery delivery) {
    DesiredAccount account = delivery.account().orElseThrow();
    DesiredAccount inactive =
        new DesiredAccount(
            account.bindingId(), account.address(), account.givenName(), account.surname(), false);
    desire(delivery.key(), Optional.of(inactive));
    String directory = delivery.key().directory();
    members
        .wantedGroups(directory, account.bindingId())
        .forEach(group -> members.want(directory, group, account.bindingId(), false));
  }

  @Override
  public boolean isDesired(UUID bindingId, EmailAddress address) {
    return deliveries.ofBinding(bindingId).stream()
        .flatMap(delivery -> delivery.account().stream())
        .anyMatch(account -> account.address().equals(Optional.of(address)));
  }

  @Override
  public void erase(UUID bindingId) {
    deliveries
        .ofBinding(bindingId)
        .forEach(
            delivery ->
                deliveries.change(
                    delivery.key(),
                    was ->
                        desiring(
                            was,
                            was.account().map(MemoryOutbox::erased),
                            was.desiredVersion(),
                            Optional.empty())));
  }

  private static DesiredAccount erased(DesiredAccount account) {
    return new DesiredAccount(
        account.bindingId(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        account.active());
  }

  // Delivery.

  @Override
  public List<Lease> lease(String directory, DeliveryKind kind, int limit, Duration time) {
    Instant now = now();
    UUID owner = UUID.randomUUID();
    List<Delivery> due =
        deliveries
            .rows(directory, kind)
            .filter(row -> !row.leaseUntil().isAfter(now))
            .map(MemoryState.DeliveryRow::delivery)
            .filter(delivery -> !delivery.dueAt().isAfter(now) && isDue(delivery))
            .sorted(
                Comparator.comparing(Delivery::dueAt)
                    .thenComparing(delivery -> delivery.key().item()))
            .limit(MemoryUnit.checkedLimit(limit))
            .toList();
    due.forEach(
        delivery ->
            deliveries.put(
                new MemoryState.DeliveryRow(delivery, Optional.of(owner), now.plus(time))));
    return due.stream().map(delivery -> new Lease(delivery, owner)).toList();
  }

  private boolean isDue(Delivery delivery) {
    DeliveryKey key = delivery.key();
    return delivery.state() == DeliveryState.PENDING
        || (key.kind() == DeliveryKind.GROUP
            && delivery.state() == DeliveryState.DELIVERED
            && members.differing(key.directory(), key.item()).findAny().isPresent());
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
    String kept = detail.substring(0, Math.min(detail.length(), MAX_DETAIL_LENGTH));
    return tried(
        was,
        next,
        was.attempts() + 1,
        at.truncatedTo(ChronoUnit.MICROS),
        Optional.of(code),
        isErased(was) ? Optional.empty() : Optional.of(kept));
  }

  private static boolean isErased(Delivery delivery) {
    return delivery.account().filter(account -> account.address().isEmpty()).isPresent();
  }

  private boolean ended(Lease lease, UnaryOperator<Delivery> change) {
    Optional<MemoryState.DeliveryRow> leased =
        deliveries
            .row(lease.delivery().key())
            .filter(row -> row.owner().equals(Optional.of(lease.owner())));
    leased.ifPresent(row -> putFree(change.apply(row.delivery())));
    return leased.isPresent();
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
    deliveries.change(
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
    members.linked(key);
  }

  @Override
  public List<MemberDelivery> differing(String directory, String group, int limit) {
    return members.differing(directory, group).limit(MemoryUnit.checkedLimit(limit)).toList();
  }

  @Override
  public void membersDelivered(String directory, String group, Collection<MemberDelivery> told) {
    told.forEach(member -> members.delivered(directory, group, member));
  }

  // For administrators.

  @Override
  public Optional<Delivery> find(DeliveryKey key) {
    return deliveries.find(key);
  }

  @Override
  public List<Delivery> list(
      String directory,
      DeliveryKind kind,
      Optional<DeliveryState> wanted,
      Optional<String> after,
      int limit) {
    return deliveries.list(directory, kind, wanted, after, limit);
  }

  @Override
  public List<MemberDelivery> members(
      String directory, String group, Optional<UUID> after, int limit) {
    return members
        .of(directory, group)
        .filter(
            member ->
                after.isEmpty() || MemoryState.BY_TEXT.compare(member.bindingId(), after.get()) > 0)
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public boolean retry(DeliveryKey key) {
    return deliveries.change(
        key,
        was -> renewed(desiring(was, was.account(), was.desiredVersion() + 1, Optional.empty())));
  }

  @Override
  public boolean setAside(DeliveryKey key, Code code) {
    Optional<Delivery> pending =
        find(key).filter(delivery -> delivery.state() == DeliveryState.PENDING);
    pending.ifPresent(
        was ->
            putFree(
                tried(
                    was,
                    DeliveryState.SET_ASIDE,
                    was.attempts(),
                    was.dueAt(),
                    Optional.of(code),
                    Optional.empty())));
    return pending.isPresent();
  }

  @Override
  public List<DeliveryCount> counts(String directory) {
    return deliveries.counts(directory);
  }

  @Override
  public Backlog backlog(String directory) {
    return deliveries.backlog(directory);
  }

  @Override
  public long differingMembers(String directory) {
    return members.countDiffering(directory);
  }

  // For comparing with what a directory really has.

  @Override
  public List<Delivery> findAll(String directory, DeliveryKind kind, Collection<String> items) {
    return deliveries.findAll(directory, kind, items);
  }

  @Override
  public List<Delivery> linkedTo(
      String directory, DeliveryKind kind, Collection<String> remoteIds) {
    return deliveries.linkedTo(directory, kind, remoteIds);
  }

  @Override
  public void seen(String directory, DeliveryKind kind, Collection<String> items, UUID comparison) {
    deliveries.seen(directory, kind, items, comparison);
  }

  @Override
  public List<Delivery> unseen(
      String directory, DeliveryKind kind, UUID comparison, Optional<String> after, int limit) {
    return deliveries.unseen(directory, kind, comparison, after, limit);
  }

  @Override
  public List<AccountMembership> memberships(String directory, Collection<UUID> bindings) {
    return members.memberships(directory, bindings);
  }

  @Override
  public void renewMember(String directory, String group, UUID bindingId) {
    members.renew(directory, group, bindingId);
  }

  // Versions of a row.

  private static Delivery desiring(
      Delivery was, Optional<DesiredAccount> account, long version, Optional<String> detail) {
    return new Delivery(
        was.key(),
        account,
        version,
        was.deliveredVersion(),
        was.remoteId(),
        was.state(),
        was.attempts(),
        was.dueAt(),
        was.lastCode(),
        detail);
  }

  private static Delivery tried(
      Delivery was,
      DeliveryState state,
      int attempts,
      Instant dueAt,
      Optional<Code> code,
      Optional<String> detail) {
    return new Delivery(
        was.key(),
        was.account(),
        was.desiredVersion(),
        was.deliveredVersion(),
        was.remoteId(),
        state,
        attempts,
        dueAt,
        code,
        detail);
  }

  private Delivery renewed(Delivery was) {
    return tried(was, DeliveryState.PENDING, 0, now(), Optional.empty(), Optional.empty());
  }

  private void putFree(Delivery delivery) {
    deliveries.put(new MemoryState.DeliveryRow(delivery, Optional.empty(), Instant.MIN));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

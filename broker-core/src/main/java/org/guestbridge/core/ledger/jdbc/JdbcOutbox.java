package org.guestbridge.core.ledger.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
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

/** What the directories of one realm are to have, in one transaction. */
final class JdbcOutbox implements Outbox {

  private static final String COUNTS =
      "SELECT kind, state, last_code, COUNT(*) AS items FROM gb_delivery"
          + " WHERE realm = ? AND directory = ? GROUP BY kind, state, last_code"
          + " ORDER BY kind, state, last_code";
  private static final String BACKLOG =
      "SELECT COUNT(*) AS waiting, MIN(due_at) AS oldest FROM gb_delivery"
          + " WHERE realm = ? AND directory = ? AND kind IN ('USER', 'GROUP')"
          + " AND state = 'PENDING'";

  private final SqlSession session;
  private final RealmId realm;
  private final DeliveryRows deliveries;
  private final LeaseRows leases;
  private final DeliveryMemberRows members;
  private final ComparisonRows comparison;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  JdbcOutbox(SqlSession session, RealmId realm, InstantSource clock, Supplier<UUID> ids) {
    this.session = session;
    this.realm = realm;
    this.deliveries = new DeliveryRows(session, realm);
    this.leases = new LeaseRows(session, realm);
    this.members = new DeliveryMemberRows(session, realm);
    this.comparison = new ComparisonRows(session, realm, deliveries);
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public void provide(Set<String> directories, ReleasedIdentity identity) {
    UUID id = identity.internalId();
    for (Delivery there : deliveries.ofBinding(id)) {
      if (!directories.contains(there.key().directory())) {
        withdraw(there.key().directory(), id);
      }
    }
    new TreeSet<>(directories).forEach(directory -> provide(directory, identity));
  }

  private void provide(String directory, ReleasedIdentity identity) {
    UUID id = identity.internalId();
    Optional<Delivery> before = deliveries.findLocked(DeliveryKey.account(directory, id));
    if (before.isEmpty()) {
      deliveries.insertAccount(directory, identity, clock.instant());
    } else if (!before.get().account().equals(Optional.of(DesiredAccount.of(identity)))) {
      deliveries.provide(directory, identity, clock.instant());
    }
    boolean linked = before.flatMap(Delivery::remoteId).isPresent();
    Set<String> wanted = new TreeSet<>(identity.groups());
    Set<String> now = members.wanted(directory, id);
    for (String group : wanted) {
      if (!now.contains(group)) {
        ensureGroup(DeliveryKey.group(directory, group));
        members.want(directory, group, id, linked);
      }
    }
    now.removeAll(wanted);
    now.forEach(group -> members.unwant(directory, group, id));
  }

  private void ensureGroup(DeliveryKey key) {
    if (deliveries.find(key).isEmpty()) {
      deliveries.insertGroup(key, clock.instant());
    }
  }

  @Override
  public void withdraw(UUID bindingId) {
    deliveries
        .ofBinding(bindingId)
        .forEach(delivery -> withdraw(delivery.key().directory(), bindingId));
  }

  private void withdraw(String directory, UUID bindingId) {
    deliveries.withdraw(directory, bindingId, clock.instant());
    members
        .wanted(directory, bindingId)
        .forEach(group -> members.unwant(directory, group, bindingId));
  }

  @Override
  public boolean isDesired(UUID bindingId, EmailAddress address) {
    return deliveries.ofBinding(bindingId).stream()
        .flatMap(delivery -> delivery.account().stream())
        .anyMatch(account -> account.address().equals(Optional.of(address)));
  }

  @Override
  public void erase(UUID bindingId) {
    deliveries.erase(bindingId);
  }

  @Override
  public List<Lease> lease(String directory, DeliveryKind kind, int limit, Duration time) {
    Instant now = clock.instant();
    return leases.take(directory, kind, JdbcUnit.checkedLimit(limit), ids.get(), now, time);
  }

  @Override
  public boolean delivered(Lease lease) {
    return leases.delivered(lease);
  }

  @Override
  public boolean retryAt(Lease lease, Instant at, Code code, String detail) {
    return leases.retryAt(lease, at, code, detail);
  }

  @Override
  public boolean setAside(Lease lease, Code code, String detail) {
    return leases.setAside(lease, code, detail);
  }

  @Override
  public void link(DeliveryKey key, String remoteId) {
    deliveries
        .findLocked(key)
        .filter(before -> !before.remoteId().equals(Optional.of(remoteId)))
        .ifPresent(before -> relink(key, before, Optional.of(remoteId)));
  }

  @Override
  public void unlink(DeliveryKey key, String remoteId) {
    deliveries
        .findLocked(key)
        .filter(before -> before.remoteId().equals(Optional.of(remoteId)))
        .ifPresent(before -> relink(key, before, Optional.empty()));
  }

  private void relink(DeliveryKey key, Delivery before, Optional<String> remoteId) {
    deliveries.link(key, remoteId);
    before
        .account()
        .ifPresentOrElse(
            account ->
                members.linkAccount(key.directory(), account.bindingId(), remoteId.isPresent()),
            () -> members.renewGroup(key.directory(), key.item()));
  }

  @Override
  public List<MemberDelivery> differing(String directory, String group, int limit) {
    return members.differing(directory, group, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public void membersDelivered(String directory, String group, Collection<MemberDelivery> told) {
    if (told.isEmpty()) {
      return;
    }
    JdbcUnit.checkedLimit(told.size());
    Map<UUID, String> linked =
        deliveries.linkedLocked(directory, told.stream().map(MemberDelivery::bindingId).toList());
    members.delivered(
        directory,
        group,
        told.stream()
            .filter(
                each -> each.remoteId().equals(Optional.ofNullable(linked.get(each.bindingId()))))
            .toList());
  }

  @Override
  public Optional<Delivery> find(DeliveryKey key) {
    return deliveries.find(key);
  }

  @Override
  public List<Delivery> list(
      String directory,
      DeliveryKind kind,
      Optional<DeliveryState> state,
      Optional<String> after,
      int limit) {
    return deliveries.page(
        deliveries
            .inDirectory(directory, kind)
            .and("d.state = ?", state.map(DeliveryState::name))
            .and("d.item > ?", after),
        " ORDER BY d.item LIMIT ?",
        JdbcUnit.checkedLimit(limit));
  }

  @Override
  public List<MemberDelivery> members(
      String directory, String group, Optional<UUID> after, int limit) {
    return members.page(directory, group, after, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public boolean retry(DeliveryKey key) {
    return deliveries.retry(key, clock.instant());
  }

  @Override
  public boolean setAside(DeliveryKey key, Code code) {
    return deliveries.setAside(key, code);
  }

  @Override
  public List<DeliveryCount> counts(String directory) {
    return session.query(
        row ->
            new DeliveryCount(
                DeliveryKind.valueOf(row.getString("kind")),
                DeliveryState.valueOf(row.getString("state")),
                SqlSession.text(row, "last_code").map(Code::valueOf),
                row.getLong("items")),
        COUNTS,
        realm.value(),
        directory);
  }

  @Override
  public Backlog backlog(String directory) {
    return session.queryOne(SqlSession::backlog, BACKLOG, realm.value(), directory).orElseThrow();
  }

  @Override
  public long differingMembers(String directory) {
    return members.differing(directory);
  }

  @Override
  public List<Delivery> findAll(String directory, DeliveryKind kind, Collection<String> items) {
    return comparison.with(directory, kind, "d.item", items);
  }

  @Override
  public List<Delivery> linkedTo(
      String directory, DeliveryKind kind, Collection<String> remoteIds) {
    return comparison.with(directory, kind, "d.remote_id", remoteIds);
  }

  @Override
  public void seen(
      String directory, DeliveryKind kind, Collection<String> items, UUID comparisonId) {
    comparison.seen(directory, kind, items, comparisonId);
  }

  @Override
  public List<Delivery> unseen(
      String directory, DeliveryKind kind, UUID comparisonId, Optional<String> after, int limit) {
    return comparison.unseen(directory, kind, comparisonId, after, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public List<AccountMembership> memberships(String directory, Collection<UUID> bindings) {
    return comparison.memberships(directory, bindings);
  }

  @Override
  public void renewMember(String directory, String group, UUID bindingId) {
    deliveries
        .findLocked(DeliveryKey.account(directory, bindingId))
        .flatMap(Delivery::remoteId)
        .ifPresent(known -> comparison.renew(directory, group, bindingId));
  }
}

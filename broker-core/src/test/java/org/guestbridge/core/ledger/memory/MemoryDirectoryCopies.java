package org.guestbridge.core.ledger.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.provisioning.DirectoryCopies;
import org.guestbridge.core.provisioning.PullLease;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.core.provisioning.PullView;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.text.RealmId;

/** What the directories of one realm showed, on a copy of the state. */
final class MemoryDirectoryCopies implements DirectoryCopies {

  private final MemoryState state;
  private final RealmId realm;
  private final InstantSource clock;

  MemoryDirectoryCopies(MemoryState state, RealmId realm, InstantSource clock) {
    this.state = state;
    this.realm = realm;
    this.clock = clock;
  }

  @Override
  public Optional<PullLease> take(String channel, Duration time) {
    MemoryState.PullRow row = row(channel);
    boolean free = row.owner().isEmpty() || !row.leaseUntil().isAfter(now());
    if (!free
        || (row.state().dueAt().truncatedTo(ChronoUnit.MICROS).isAfter(now()) && !row.ordered())) {
      return Optional.empty();
    }
    UUID owner = UUID.randomUUID();
    put(channel, row.state(), row.ordered(), row.full(), Optional.of(owner), now().plus(time));
    return Optional.of(new PullLease(channel, owner, row.state(), row.full()));
  }

  @Override
  public boolean advance(PullLease lease, PullState next, Duration time) {
    MemoryState.PullRow row = row(lease.channel());
    return owns(row, lease)
        && put(lease.channel(), next, row.ordered(), row.full(), row.owner(), now().plus(time));
  }

  @Override
  public boolean begin(PullLease lease, PullState next, Duration time) {
    MemoryState.PullRow row = row(lease.channel());
    return owns(row, lease)
        && put(lease.channel(), next, false, false, row.owner(), now().plus(time));
  }

  @Override
  public boolean release(PullLease lease, PullState next) {
    MemoryState.PullRow row = row(lease.channel());
    boolean ordered = row.ordered() && next.failures() == 0;
    return owns(row, lease)
        && put(lease.channel(), next, ordered, row.full(), Optional.empty(), now());
  }

  @Override
  public void order(String channel, boolean full) {
    MemoryState.PullRow row = row(channel);
    put(channel, row.state(), true, full || row.full(), row.owner(), row.leaseUntil());
  }

  @Override
  public List<PullView> pulls() {
    return state.pulls.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .sorted(Comparator.comparing(entry -> entry.getKey().channel()))
        .map(
            entry ->
                new PullView(
                    entry.getKey().channel(),
                    entry.getValue().state(),
                    entry.getValue().owner().isPresent()
                        && entry.getValue().leaseUntil().isAfter(now())))
        .toList();
  }

  @Override
  public boolean allow(String channel, PullLoss withheld) {
    MemoryState.PullRow row = row(channel);
    if (!row.state().withheld().equals(Optional.of(withheld))) {
      return false;
    }
    put(channel, row.state(), true, row.full(), row.owner(), row.leaseUntil());
    state.allowances.put(new MemoryState.PullKey(realm, channel), withheld);
    return true;
  }

  @Override
  public Optional<PullLoss> useAllowance(String channel) {
    return Optional.ofNullable(state.allowances.remove(new MemoryState.PullKey(realm, channel)));
  }

  @Override
  public Map<BindingKind, Long> accounts(String channel) {
    return people()
        .filter(person -> person.channel().equals(channel) && person.statement().active())
        .flatMap(person -> person.statement().objectId().stream())
        .distinct()
        .flatMap(id -> account(id).stream())
        .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
  }

  @Override
  public Optional<BindingKind> account(UUID objectId) {
    return people()
        .filter(person -> person.statement().objectId().equals(Optional.of(objectId)))
        .flatMap(person -> person.plan().bindingId().stream())
        .filter(this::isActive)
        .map(id -> state.bindings.get(id.toString()).binding().kind())
        .findFirst();
  }

  private boolean isActive(UUID bindingId) {
    return state.deliveries.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .flatMap(entry -> entry.getValue().delivery().account().stream())
        .anyMatch(account -> account.bindingId().equals(bindingId) && account.active());
  }

  private Stream<SourcePerson> people() {
    return state.people.values().stream()
        .filter(row -> row.realm().equals(realm) && !row.removed())
        .map(MemoryState.PersonRow::person);
  }

  @Override
  public Optional<CopiedObject> object(String channel, UUID id) {
    return Optional.ofNullable(state.copies.get(key(channel, id))).map(MemoryState.CopyRow::object);
  }

  @Override
  public void put(String channel, CopiedObject object, boolean changed) {
    state.copies.merge(
        key(channel, object.id()),
        new MemoryState.CopyRow(object, changed),
        (before, after) -> new MemoryState.CopyRow(object, changed || before.unsettled()));
  }

  @Override
  public List<CopiedObject> unsettled(
      String channel, CopiedObject.Kind kind, Optional<UUID> after, int limit) {
    return rows(channel)
        .filter(MemoryState.CopyRow::unsettled)
        .map(MemoryState.CopyRow::object)
        .filter(object -> object.kind() == kind)
        .filter(
            object ->
                after.filter(id -> MemoryState.BY_TEXT.compare(object.id(), id) <= 0).isEmpty())
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public long unsettled(String channel) {
    return rows(channel).filter(MemoryState.CopyRow::unsettled).count();
  }

  @Override
  public void settled(String channel, CopiedObject object) {
    if (object.gone()) {
      state.copies.remove(key(channel, object.id()));
    } else {
      mark(channel, object.id(), false);
    }
  }

  @Override
  public void unsettle(String channel, Collection<UUID> ids) {
    ids.forEach(id -> mark(channel, id, true));
  }

  @Override
  public void unsettleMembers(String channel, CopiedLink.Kind kind, UUID holder) {
    links(channel)
        .map(Map.Entry::getKey)
        .map(MemoryState.LinkKey::link)
        .filter(link -> link.kind() == kind && link.holder().equals(holder))
        .toList()
        .forEach(link -> mark(channel, link.member(), true));
  }

  @Override
  public List<CopiedObject> unseen(
      String channel, Collection<CopiedObject.Kind> kinds, long round, int limit) {
    return rows(channel)
        .map(MemoryState.CopyRow::object)
        .filter(object -> object.round() < round && !object.gone())
        .filter(object -> kinds.contains(object.kind()))
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public boolean link(String channel, CopiedLink link, long round) {
    return state.links.put(new MemoryState.LinkKey(realm, channel, link), round) == null;
  }

  @Override
  public boolean unlink(String channel, CopiedLink link) {
    return state.links.remove(new MemoryState.LinkKey(realm, channel, link)) != null;
  }

  @Override
  public List<UUID> holders(String channel, CopiedLink.Kind kind, UUID member, int limit) {
    return links(channel)
        .map(entry -> entry.getKey().link())
        .filter(link -> link.kind() == kind && link.member().equals(member))
        .map(CopiedLink::holder)
        .sorted(MemoryState.BY_TEXT)
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public List<UUID> members(String channel, CopiedLink.Kind kind, UUID holder, int limit) {
    return links(channel)
        .map(entry -> entry.getKey().link())
        .filter(link -> link.kind() == kind && link.holder().equals(holder))
        .map(CopiedLink::member)
        .sorted(MemoryState.BY_TEXT)
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public boolean isAssigned(String channel, UUID person) {
    Set<UUID> principals = new HashSet<>(Set.of(person));
    List<CopiedLink> all = links(channel).map(entry -> entry.getKey().link()).toList();
    all.stream()
        .filter(link -> link.kind() == CopiedLink.Kind.PERSON_IN_GROUP)
        .filter(link -> link.member().equals(person))
        .forEach(link -> principals.add(link.holder()));
    return all.stream()
        .filter(
            link ->
                link.kind()
                    == (link.member().equals(person)
                        ? CopiedLink.Kind.PERSON_ASSIGNED
                        : CopiedLink.Kind.GROUP_ASSIGNED))
        .anyMatch(link -> principals.contains(link.member()));
  }

  @Override
  public List<UUID> roles(String channel, UUID person, int limit) {
    Set<UUID> groups = Set.copyOf(holders(channel, CopiedLink.Kind.PERSON_IN_GROUP, person, 1_000));
    return links(channel)
        .map(entry -> entry.getKey().link())
        .filter(
            link ->
                link.kind() == CopiedLink.Kind.PERSON_HAS_ROLE
                    ? link.member().equals(person)
                    : link.kind() == CopiedLink.Kind.GROUP_HAS_ROLE
                        && groups.contains(link.member()))
        .map(CopiedLink::holder)
        .distinct()
        .sorted(MemoryState.BY_TEXT)
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public void unlinkAll(String channel, UUID object) {
    state
        .links
        .keySet()
        .removeIf(
            key ->
                key.realm().equals(realm)
                    && key.channel().equals(channel)
                    && (key.link().holder().equals(object) || key.link().member().equals(object)));
  }

  @Override
  public List<CopiedLink> unseenLinks(
      String channel, Collection<CopiedLink.Kind> kinds, long round, int limit) {
    return links(channel)
        .filter(entry -> entry.getValue() < round)
        .map(entry -> entry.getKey().link())
        .filter(link -> kinds.contains(link.kind()))
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  private Stream<MemoryState.CopyRow> rows(String channel) {
    return state.copies.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .filter(entry -> entry.getKey().channel().equals(channel))
        .sorted(Comparator.comparing(entry -> entry.getKey().id().toString()))
        .map(Map.Entry::getValue);
  }

  private Stream<Map.Entry<MemoryState.LinkKey, Long>> links(String channel) {
    return state.links.entrySet().stream()
        .filter(entry -> entry.getKey().realm().equals(realm))
        .filter(entry -> entry.getKey().channel().equals(channel));
  }

  private void mark(String channel, UUID id, boolean unsettled) {
    state.copies.computeIfPresent(
        key(channel, id), (same, row) -> new MemoryState.CopyRow(row.object(), unsettled));
  }

  private MemoryState.CopyKey key(String channel, UUID id) {
    return new MemoryState.CopyKey(realm, channel, id);
  }

  private MemoryState.PullRow row(String channel) {
    return state.pulls.computeIfAbsent(
        new MemoryState.PullKey(realm, channel),
        key ->
            new MemoryState.PullRow(
                PullState.first(now()), false, false, Optional.empty(), Instant.EPOCH));
  }

  private static boolean owns(MemoryState.PullRow row, PullLease lease) {
    return row.owner().equals(Optional.of(lease.owner()));
  }

  private boolean put(
      String channel,
      PullState next,
      boolean ordered,
      boolean full,
      Optional<UUID> owner,
      Instant until) {
    state.pulls.put(
        new MemoryState.PullKey(realm, channel),
        new MemoryState.PullRow(next, ordered, full, owner, until));
    return true;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

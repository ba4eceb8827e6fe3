package org.guestbridge.core.ledger.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Backlog;
import org.guestbridge.core.provisioning.DuePerson;
import org.guestbridge.core.provisioning.HeldPerson;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanCount;
import org.guestbridge.core.provisioning.PlanQueue;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.Selection;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.text.RealmId;

/** Who is due for planning, on a copy of the state. */
final class MemoryPlanQueue implements PlanQueue {

  private final MemoryState state;
  private final RealmId realm;
  private final MemoryMarks due;
  private final InstantSource clock;

  MemoryPlanQueue(MemoryState state, RealmId realm, InstantSource clock) {
    this.state = state;
    this.realm = realm;
    this.due = new MemoryMarks(state, realm, clock);
    this.clock = clock;
  }

  @Override
  public List<UUID> take(int limit, Duration claim) {
    Instant now = now();
    List<UUID> taken =
        rows()
            .filter(row -> row.due() && !row.dueAt().isAfter(now))
            .sorted(Comparator.comparing(MemoryState.PersonRow::dueAt))
            .limit(MemoryUnit.checkedLimit(limit))
            .map(row -> row.person().id())
            .toList();
    taken.forEach(
        id -> state.people.computeIfPresent(id, (key, row) -> row.dueAgain(true, now.plus(claim))));
    return taken;
  }

  @Override
  public Optional<DuePerson> read(UUID personId) {
    return rows()
        .filter(row -> row.person().id().equals(personId))
        .map(row -> new DuePerson(row.person(), row.removed(), row.mark()))
        .findFirst();
  }

  @Override
  public boolean isUnchanged(UUID personId, long mark) {
    return read(personId).filter(found -> found.mark() == mark).isPresent();
  }

  @Override
  public void settle(UUID personId, PersonPlan plan, Optional<Instant> recheckAt) {
    state.people.computeIfPresent(
        personId,
        (id, row) -> {
          SourcePerson person = row.person();
          SourcePerson planned =
              new SourcePerson(
                  id,
                  person.channel(),
                  person.statement(),
                  person.version(),
                  plan,
                  person.createdAt(),
                  person.changedAt());
          return row.with(planned)
              .dueAgain(
                  recheckAt.isPresent(), recheckAt.orElse(now()).truncatedTo(ChronoUnit.MICROS));
        });
  }

  @Override
  public void forget(UUID personId) {
    state.people.computeIfPresent(personId, (id, row) -> row.removed() ? null : row);
  }

  @Override
  public boolean isProvidedToAnother(UUID bindingId, UUID personId) {
    return rows()
        .map(MemoryState.PersonRow::person)
        .filter(person -> person.plan().state() == PlanState.PROVIDED)
        .filter(person -> person.plan().bindingId().filter(bindingId::equals).isPresent())
        .anyMatch(person -> !person.id().equals(personId));
  }

  @Override
  public Optional<SourcePerson> findByObjectId(String channel, UUID objectId) {
    return rows()
        .filter(row -> !row.removed())
        .map(MemoryState.PersonRow::person)
        .filter(person -> person.channel().equals(channel))
        .filter(person -> person.statement().objectId().filter(objectId::equals).isPresent())
        .findFirst();
  }

  @Override
  public void markDue(UUID personId) {
    due.person(personId);
  }

  @Override
  public void markDueByBinding(UUID bindingId) {
    due.mark(row -> row.person().plan().bindingId().filter(bindingId::equals).isPresent());
  }

  @Override
  public void markDueBySubject(UpstreamSubject subject) {
    if (subject instanceof UpstreamSubject.Entra entra) {
      due.objectId(entra.objectId());
    }
  }

  @Override
  public Optional<UUID> markDue(Selection selection, Optional<UUID> after, int limit) {
    List<UUID> page =
        rows()
            .filter(row -> !row.removed())
            .filter(selected(selection))
            .map(row -> row.person().id())
            .filter(id -> after.isEmpty() || MemoryState.BY_TEXT.compare(id, after.get()) > 0)
            .limit(MemoryUnit.checkedLimit(limit))
            .toList();
    page.forEach(due::person);
    return page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1));
  }

  @Override
  public boolean isPlanned(UUID bindingId) {
    return rows().anyMatch(row -> row.person().plan().bindingId().equals(Optional.of(bindingId)));
  }

  @Override
  public boolean isDue(UUID personId) {
    return rows().anyMatch(row -> row.due() && row.person().id().equals(personId));
  }

  @Override
  public List<UUID> outdated(String version, Optional<UUID> after, int limit) {
    return rows()
        .filter(row -> !row.removed())
        .filter(selected(new Selection.PlannedOtherwise(version)))
        .map(row -> row.person().id())
        .filter(id -> after.isEmpty() || MemoryState.BY_TEXT.compare(id, after.get()) > 0)
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  private Predicate<MemoryState.PersonRow> selected(Selection selection) {
    if (selection instanceof Selection.InChannel channel) {
      return row -> row.person().channel().equals(channel.channel());
    }
    if (selection instanceof Selection.InGroup group) {
      return row ->
          state.memberships.contains(
              new MemoryState.Membership(group.groupId(), row.person().id()));
    }
    if (selection instanceof Selection.HeldBack heldBack) {
      return row ->
          row.person().plan().state() == PlanState.HELD_BACK
              && (heldBack.code().isEmpty() || heldBack.code().equals(row.person().plan().code()));
    }
    Selection.PlannedOtherwise otherwise = (Selection.PlannedOtherwise) selection;
    Instant now = now();
    return row ->
        !row.person().plan().version().equals(otherwise.version())
            && (!row.due() || row.dueAt().isAfter(now));
  }

  @Override
  public List<PlanCount> counts() {
    Map<PlanCount, List<MemoryState.PersonRow>> groups =
        rows().collect(Collectors.groupingBy(MemoryPlanQueue::group));
    return groups.entrySet().stream()
        .map(entry -> counted(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static PlanCount group(MemoryState.PersonRow row) {
    PersonPlan plan = row.person().plan();
    return new PlanCount(row.person().channel(), plan.state(), plan.code(), 0, 0);
  }

  private PlanCount counted(PlanCount group, List<MemoryState.PersonRow> rows) {
    Instant now = now();
    return new PlanCount(
        group.channel(),
        group.state(),
        group.code(),
        rows.stream().filter(row -> !row.removed()).count(),
        rows.stream()
            .filter(MemoryState.PersonRow::due)
            .filter(row -> group.state() != PlanState.HELD_BACK || !row.dueAt().isAfter(now))
            .count());
  }

  @Override
  public Backlog backlog() {
    List<Instant> waiting =
        rows()
            .filter(MemoryState.PersonRow::due)
            .map(MemoryState.PersonRow::dueAt)
            .sorted()
            .toList();
    return new Backlog(waiting.size(), waiting.stream().findFirst());
  }

  @Override
  public List<SourcePerson> list(PlanState planState, Optional<UUID> after, int limit) {
    return MemoryPeople.page(
        rows()
            .filter(row -> !row.removed())
            .map(MemoryState.PersonRow::person)
            .filter(person -> person.plan().state() == planState)
            .filter(
                person ->
                    after.isEmpty() || MemoryState.BY_TEXT.compare(person.id(), after.get()) > 0)
            .limit(MemoryUnit.checkedLimit(limit))
            .toList());
  }

  @Override
  public List<HeldPerson> heldBack(Optional<Code> code, Optional<UUID> after, int limit) {
    return list(PlanState.HELD_BACK, after, 1000).stream()
        .filter(person -> code.isEmpty() || code.equals(person.plan().code()))
        .limit(MemoryUnit.checkedLimit(limit))
        .map(
            person ->
                new HeldPerson(
                    person.id(),
                    person.channel(),
                    person.statement().userName(),
                    person.plan().code().orElseThrow(),
                    person.plan().rule(),
                    person.plan().bindingId(),
                    person.changedAt()))
        .toList();
  }

  private Stream<MemoryState.PersonRow> rows() {
    return state.people.values().stream().filter(row -> row.realm().equals(realm));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

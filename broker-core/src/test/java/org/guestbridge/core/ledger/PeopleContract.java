package org.guestbridge.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.DuePerson;
import org.guestbridge.core.provisioning.GroupFilter;
import org.guestbridge.core.provisioning.GroupStatement;
import org.guestbridge.core.provisioning.HeldPerson;
import org.guestbridge.core.provisioning.NamedGroup;
import org.guestbridge.core.provisioning.People;
import org.guestbridge.core.provisioning.PersonFilter;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.PlanCount;
import org.guestbridge.core.provisioning.PlanQueue;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.Selection;
import org.guestbridge.core.provisioning.SourceGroup;
import org.guestbridge.core.provisioning.SourceGroups;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;

/** What every ledger guarantees about stored people and groups. */
public abstract class PeopleContract {

  /** The clock's time; with nanoseconds, which no database keeps. */
  protected static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456789Z");

  /** The key of every ledger under test. */
  protected static final RegistryKey KEY = RegistryKey.of(new byte[RegistryKey.LENGTH]);

  protected static final RealmId REALM = new RealmId("example");
  protected static final RealmId OTHER_REALM = new RealmId("another");
  private static final String SCIM = "scim";
  private static final Duration CLAIM = Duration.ofMinutes(5);

  /** What the ledger's clock says. */
  protected Instant now = NOW;

  /** An empty ledger that uses {@code clock} and {@link #KEY}. */
  protected abstract Ledger emptyLedger(InstantSource clock) throws Exception;

  /** Every value stored, as text. */
  protected abstract List<String> everyValue() throws Exception;

  /** An empty ledger at the test's time. */
  protected final Ledger ledger() throws Exception {
    return emptyLedger(() -> now);
  }

  protected static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  protected static UpstreamSubject subject(int number) {
    return new UpstreamSubject.Entra(new UUID(7, 7), new UUID(1, number));
  }

  @Test
  void takeWhenAnotherUnitLocksTheSamePeopleInOrderThenNeitherIsGivenUp() throws Exception {
    Ledger ledger = ledger();
    List<UUID> people = new ArrayList<>();
    for (int number = 1; number <= 30; number++) {
      people.add(insert(ledger, statement("p" + number, number, "{}")).id());
      now = now.plusSeconds(1);
    }
    List<UUID> inOrder = people.stream().sorted().toList();
    AtomicInteger runs = new AtomicInteger();
    List<Callable<Integer>> units = new ArrayList<>();
    for (int round = 0; round < 60; round++) {
      units.add(() -> run(ledger, runs, unit -> inOrder.forEach(unit.people()::lock)));
      units.add(() -> run(ledger, runs, unit -> unit.plans().take(30, Duration.ZERO)));
    }

    Race.run(units);

    assertThat(runs).hasValue(units.size());
    assertThat(take(ledger)).containsExactlyInAnyOrderElementsOf(people);
  }

  private static int run(Ledger ledger, AtomicInteger runs, Consumer<Unit> work) {
    return ledger.inUnit(
        REALM,
        unit -> {
          int run = runs.incrementAndGet();
          work.accept(unit);
          return run;
        });
  }

  // People.

  @Test
  void insertPersonWhenNewThenStoredVerbatimAndDue() throws Exception {
    Ledger ledger = ledger();
    PersonStatement statement = statement("Joe", 1, "{\"userName\" : \"Joe\"}");
    SourcePerson person = insert(ledger, statement);
    assertThat(person.statement()).isEqualTo(statement);
    assertThat(person.version()).isEqualTo(1);
    assertThat(person.plan()).isEqualTo(PersonPlan.NONE);
    assertThat(person.createdAt()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
    assertThat(people(ledger).find(person.id())).contains(person);
    assertThat(people(ledger).lock(person.id())).contains(person);
    assertThat(take(ledger)).containsExactly(person.id());
    People elsewhere = PortPerCall.of(ledger, OTHER_REALM, People.class, Unit::people);
    assertThat(elsewhere.find(person.id())).isEmpty();
  }

  @Test
  void insertPersonWhenKeyIsTakenThenTakenAndOtherChannelsAndRealmsAreFree() throws Exception {
    Ledger ledger = ledger();
    insert(ledger, statement("joe", 1, "{}"));
    PersonStatement again = statement("JOE", 2, "{}");
    assertThat(people(ledger).insert(SCIM, again))
        .isEqualTo(new StoreOutcome.Taken<SourcePerson>());
    assertThat(people(ledger).insert("other", again)).isInstanceOf(StoreOutcome.Stored.class);
    assertThat(
            ledger.<StoreOutcome<SourcePerson>>inUnit(
                OTHER_REALM, unit -> unit.people().insert(SCIM, again)))
        .isInstanceOf(StoreOutcome.Stored.class);
    assertThat(people(ledger).count(SCIM, PersonFilter.ALL)).isEqualTo(1);
  }

  @Test
  void replacePersonWhenChangedThenVersionRisesAndDueAndTheSameAgainChangesNothing()
      throws Exception {
    Ledger ledger = ledger();
    SourcePerson person = insert(ledger, statement("joe", 1, "{}"));
    settle(ledger, person.id(), PlanState.PROVIDED, Optional.empty());
    PersonStatement changed = statement("joseph", 1, "{\"a\":1}");
    StoreOutcome<SourcePerson> outcome = people(ledger).replace(person.id(), 1, changed);
    SourcePerson after = stored(outcome);
    assertThat(after.version()).isEqualTo(2);
    assertThat(after.statement()).isEqualTo(changed);
    assertThat(after.plan().state()).isEqualTo(PlanState.PROVIDED);
    assertThat(take(ledger)).containsExactly(person.id());
    settle(ledger, person.id(), PlanState.PROVIDED, Optional.empty());
    assertThat(stored(people(ledger).replace(person.id(), 2, changed)).version()).isEqualTo(2);
    assertThat(take(ledger)).isEmpty();
    assertThat(people(ledger).replace(person.id(), 1, changed))
        .isEqualTo(new StoreOutcome.Stale<SourcePerson>());
    SourcePerson other = insert(ledger, statement("ann", 2, "{}"));
    assertThat(people(ledger).replace(other.id(), 1, statement("Joseph", 2, "")))
        .isEqualTo(new StoreOutcome.Taken<SourcePerson>());
  }

  @Test
  void removePersonWhenRemovedThenBlankAndNameIsFreeAndRowGoesWhenForgotten() throws Exception {
    Ledger ledger = ledger();
    SourcePerson person = insert(ledger, statement("canary", 1, "{\"x\":\"canary\"}"));
    SourceGroup group = group(ledger, "g");
    groups(ledger).addMembers(group.id(), List.of(person.id()));
    assertThat(people(ledger).remove(person.id())).isTrue();
    assertThat(people(ledger).remove(person.id())).isFalse();
    assertThat(everyValue()).noneMatch(value -> value.contains("canary"));
    assertThat(people(ledger).find(person.id())).isEmpty();
    assertThat(people(ledger).list(SCIM, PersonFilter.ALL, 0, 10)).isEmpty();
    assertThat(groups(ledger).memberCount(group.id())).isZero();
    assertThat(plans(ledger).read(person.id()).orElseThrow().removed()).isTrue();
    assertThat(take(ledger)).containsExactly(person.id());
    SourcePerson again = insert(ledger, statement("canary", 1, "{}"));
    assertThat(again.id()).isNotEqualTo(person.id());
    in(
        ledger,
        unit -> {
          unit.plans().forget(person.id());
          unit.plans().forget(again.id());
          return unit;
        });
    assertThat(plans(ledger).read(person.id())).isEmpty();
    assertThat(plans(ledger).read(again.id())).isPresent();
  }

  @Test
  void listPeopleWhenFilteredAndPagedThenEachOnceInOrder() throws Exception {
    Ledger ledger = ledger();
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ids.add(insert(ledger, statement("user" + i, i, "{}")).id());
    }
    List<UUID> seen = new ArrayList<>();
    for (int offset = 0; offset < 9; offset += 3) {
      int from = offset;
      people(ledger).list(SCIM, PersonFilter.ALL, from, 3).forEach(person -> seen.add(person.id()));
    }
    assertThat(seen).hasSize(7).doesNotHaveDuplicates().containsAll(ids);
    assertThat(seen).extracting(UUID::toString).isSorted();
    PersonFilter byKey =
        new PersonFilter(
            Optional.empty(), Optional.of("user3"), Optional.empty(), Optional.empty());
    PersonFilter byExternalId =
        new PersonFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.of(objectId(4).toString()),
            Optional.empty());
    PersonFilter byMail =
        new PersonFilter(
            Optional.of(ids.get(5)), Optional.empty(), Optional.empty(), Optional.of("user5@x"));
    PersonFilter none =
        new PersonFilter(
            Optional.of(ids.get(5)), Optional.of("user3"), Optional.empty(), Optional.empty());
    assertThat(found(ledger, byKey)).containsExactly(ids.get(3));
    assertThat(found(ledger, byExternalId)).containsExactly(ids.get(4));
    assertThat(found(ledger, byMail)).containsExactly(ids.get(5));
    assertThat(found(ledger, none)).isEmpty();
    assertThat(people(ledger).count(SCIM, PersonFilter.ALL)).isEqualTo(7);
  }

  // Groups.

  @Test
  void groupsWhenChangedThenMembersAreDueAndNamesStayUnique() throws Exception {
    Ledger ledger = ledger();
    SourceGroup group = group(ledger, "Partners");
    UUID joe = insert(ledger, statement("joe", 1, "{}")).id();
    UUID ann = insert(ledger, statement("ann", 2, "{}")).id();
    UUID foreign = stored(people(ledger).insert("other", statement("eve", 3, "{}"))).id();
    settleAll(ledger, joe, ann, foreign);
    assertThat(groups(ledger).addMembers(group.id(), List.of(joe, joe, foreign, new UUID(0, 9))))
        .isEqualTo(1);
    assertThat(take(ledger)).containsExactly(joe);
    assertThat(groups(ledger).find(group.id()).orElseThrow().version()).isEqualTo(2);
    settleAll(ledger, joe);
    assertThat(groups(ledger).addMembers(group.id(), List.of(joe))).isZero();
    assertThat(take(ledger)).isEmpty();
    GroupStatement renamed = GroupStatement.named("Suppliers", Optional.of("g-1"), "{}");
    assertThat(stored(groups(ledger).replace(group.id(), 2, renamed)).version()).isEqualTo(3);
    assertThat(take(ledger)).containsExactly(joe);
    assertThat(groups(ledger).insert(SCIM, GroupStatement.named("SUPPLIERS", Optional.empty(), "")))
        .isEqualTo(new StoreOutcome.Taken<SourceGroup>());
    settleAll(ledger, joe);
    assertThat(groups(ledger).removeMembers(group.id(), List.of(joe, ann))).isEqualTo(1);
    assertThat(take(ledger)).containsExactly(joe);
    groups(ledger).addMembers(group.id(), List.of(ann));
    settleAll(ledger, joe, ann);
    assertThat(groups(ledger).remove(group.id())).isTrue();
    assertThat(groups(ledger).remove(group.id())).isFalse();
    assertThat(take(ledger)).containsExactly(ann);
    assertThat(groups(ledger).ofPerson(ann, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void membersWhenPagedThenEachOnceAndGroupsAreFoundByMember() throws Exception {
    Ledger ledger = ledger();
    SourceGroup group = group(ledger, "Partners");
    SourceGroup empty = group(ledger, "Empty");
    Set<UUID> people = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      people.add(insert(ledger, statement("user" + i, i, "{}")).id());
    }
    groups(ledger).addMembers(group.id(), people);
    List<UUID> seen = new ArrayList<>();
    Optional<UUID> after = Optional.empty();
    do {
      Optional<UUID> from = after;
      List<UUID> page = groups(ledger).members(group.id(), from, 10);
      seen.addAll(page);
      after = page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1));
    } while (after.isPresent());
    assertThat(seen).hasSize(25).doesNotHaveDuplicates().containsAll(people);
    assertThat(groups(ledger).memberCount(group.id())).isEqualTo(25);
    UUID one = seen.get(0);
    assertThat(groups(ledger).ofPerson(one, Optional.empty(), 10))
        .containsExactly(
            new NamedGroup(
                group.id(), group.statement().displayName(), group.statement().externalId()));
    groups(ledger).addMembers(empty.id(), List.of(one));
    List<NamedGroup> first = groups(ledger).ofPerson(one, Optional.empty(), 1);
    List<NamedGroup> second = groups(ledger).ofPerson(one, Optional.of(first.get(0).id()), 1);
    assertThat(Stream.concat(first.stream(), second.stream()).map(NamedGroup::id))
        .containsExactlyInAnyOrder(group.id(), empty.id());
    groups(ledger).removeMembers(empty.id(), List.of(one));
    GroupFilter byMember =
        new GroupFilter(
            Optional.empty(), Optional.of("PARTNERS"), Optional.empty(), Optional.of(one));
    assertThat(groups(ledger).list(SCIM, byMember, 0, 10))
        .extracting(SourceGroup::id)
        .containsExactly(group.id());
    GroupFilter notThere =
        new GroupFilter(
            Optional.of(empty.id()), Optional.empty(), Optional.empty(), Optional.of(one));
    assertThat(groups(ledger).count(SCIM, notThere)).isZero();
    assertThat(groups(ledger).count(SCIM, GroupFilter.ALL)).isEqualTo(2);
  }

  @Test
  void listWhenDocumentsAreLongThenThePageEndsEarlyAndTheNextGoesOn() throws Exception {
    Ledger ledger = ledger();
    String document = "x".repeat(PersonStatement.MAX_DOCUMENT_LENGTH);
    for (int i = 0; i < 7; i++) {
      insert(ledger, statement("user" + i, i, document));
      stored(
          groups(ledger)
              .insert(SCIM, GroupStatement.named("group" + i, Optional.empty(), document)));
    }
    List<SourcePerson> people = people(ledger).list(SCIM, PersonFilter.ALL, 0, 100);
    assertThat(people).hasSize(People.FEWEST_OF_LONG_PAGE);
    assertThat(people(ledger).list(SCIM, PersonFilter.ALL, people.size(), 100)).hasSize(2);
    assertThat(people(ledger).count(SCIM, PersonFilter.ALL)).isEqualTo(7);
    assertThat(groups(ledger).list(SCIM, GroupFilter.ALL, 0, 100)).hasSize(5);
    assertThat(groups(ledger).list(SCIM, GroupFilter.ALL, 5, 100)).hasSize(2);
  }

  // Planning.

  @Test
  void takeWhenClaimedThenNobodyElseTakesThemUntilTheClaimIsOver() throws Exception {
    Ledger ledger = ledger();
    for (int i = 0; i < 3; i++) {
      insert(ledger, statement("user" + i, i, "{}"));
    }
    List<UUID> first = plans(ledger).take(2, CLAIM);
    List<UUID> second = plans(ledger).take(2, CLAIM);
    assertThat(first).hasSize(2).doesNotContainAnyElementsOf(second);
    assertThat(second).hasSize(1);
    assertThat(take(ledger)).isEmpty();
    assertThat(plans(ledger).backlog().waiting()).isEqualTo(3);
    now = NOW.plus(CLAIM);
    assertThat(take(ledger)).hasSize(3);
  }

  @Test
  void settleWhenSettledThenPlanIsKeptAndAMarkMeanwhileIsSeen() throws Exception {
    Ledger ledger = ledger();
    UUID joe = insert(ledger, statement("joe", 1, "{}")).id();
    DuePerson due = plans(ledger).read(joe).orElseThrow();
    assertThat(plans(ledger).isUnchanged(joe, due.mark())).isTrue();
    in(
        ledger,
        unit -> {
          unit.plans().markDue(joe);
          return unit;
        });
    assertThat(plans(ledger).isUnchanged(joe, due.mark())).isFalse();
    UUID binding = new UUID(5, 5);
    PersonPlan plan =
        new PersonPlan(
            PlanState.HELD_BACK,
            Optional.of(Code.RULE_REFUSED),
            Optional.of("rule"),
            Optional.of(binding),
            "v1");
    in(
        ledger,
        unit -> {
          unit.plans().settle(joe, plan, Optional.of(NOW.plusSeconds(60)));
          return unit;
        });
    assertThat(plans(ledger).read(joe).orElseThrow().person().plan()).isEqualTo(plan);
    assertThat(take(ledger)).isEmpty();
    now = NOW.plusSeconds(60);
    assertThat(take(ledger)).containsExactly(joe);
    assertThat(plans(ledger).counts())
        .containsExactly(
            new PlanCount(SCIM, PlanState.HELD_BACK, Optional.of(Code.RULE_REFUSED), 1, 0));
    assertThat(plans(ledger).list(PlanState.HELD_BACK, Optional.empty(), 10))
        .extracting(SourcePerson::id)
        .containsExactly(joe);
    assertThat(plans(ledger).list(PlanState.NEW, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void plansWhenDocumentsAreLongThenPagesEndEarlyAndNobodyIsLeftOut() throws Exception {
    Ledger ledger = ledger();
    String document = "x".repeat(PersonStatement.MAX_DOCUMENT_LENGTH);
    for (int i = 0; i < 7; i++) {
      insert(ledger, statement("user" + i, i, document));
    }
    List<SourcePerson> first = plans(ledger).list(PlanState.NEW, Optional.empty(), 100);
    assertThat(first).hasSize(People.FEWEST_OF_LONG_PAGE);
    List<SourcePerson> rest =
        plans(ledger).list(PlanState.NEW, Optional.of(first.get(4).id()), 100);
    assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(first);
    assertThat(plans(ledger).list(PlanState.NEW, Optional.of(rest.get(1).id()), 100)).isEmpty();
  }

  @Test
  void countsWhenPeopleAreDueHeldBackAndRemovedThenEachWhereItBelongs() throws Exception {
    Ledger ledger = ledger();
    UUID joe = insert(ledger, statement("joe", 1, "{}")).id();
    UUID ann = insert(ledger, statement("ann", 2, "{}")).id();
    UUID gone = insert(ledger, statement("gone", 3, "{}")).id();
    insert(ledger, statement("new", 4, "{}"));
    settle(ledger, joe, PlanState.HELD_BACK, Optional.of(Code.RULE_NO_MATCH));
    settleAll(ledger, ann, gone);
    in(ledger, unit -> unit.people().remove(gone));
    assertThat(plans(ledger).counts())
        .containsExactlyInAnyOrder(
            new PlanCount(SCIM, PlanState.HELD_BACK, Optional.of(Code.RULE_NO_MATCH), 1, 0),
            new PlanCount(SCIM, PlanState.NEW, Optional.empty(), 1, 1),
            new PlanCount(SCIM, PlanState.PROVIDED, Optional.empty(), 1, 1));
    mark(ledger, unit -> unit.plans().markDue(joe));
    assertThat(plans(ledger).counts())
        .contains(new PlanCount(SCIM, PlanState.HELD_BACK, Optional.of(Code.RULE_NO_MATCH), 1, 1));
  }

  @Test
  void heldBackWhenSomeAreThenThoseAlonePagedAndByCode() throws Exception {
    Ledger ledger = ledger();
    UUID joe = insert(ledger, statement("joe", 1, "{}")).id();
    UUID ann = insert(ledger, statement("ann", 2, "{}")).id();
    UUID provided = insert(ledger, statement("eve", 3, "{}")).id();
    settle(ledger, joe, PlanState.HELD_BACK, Optional.of(Code.RULE_NO_MATCH));
    settle(ledger, ann, PlanState.HELD_BACK, Optional.of(Code.BINDING_HELD));
    settleAll(ledger, provided);
    List<HeldPerson> first = plans(ledger).heldBack(Optional.empty(), Optional.empty(), 1);
    List<HeldPerson> second =
        plans(ledger).heldBack(Optional.empty(), Optional.of(first.get(0).id()), 10);
    assertThat(Stream.concat(first.stream(), second.stream()).map(HeldPerson::id))
        .containsExactlyInAnyOrder(joe, ann);
    List<HeldPerson> coded =
        plans(ledger).heldBack(Optional.of(Code.RULE_NO_MATCH), Optional.empty(), 10);
    assertThat(coded).extracting(HeldPerson::id).containsExactly(joe);
    assertThat(coded.get(0).userName()).isEqualTo("joe");
    assertThat(coded.get(0).code()).isEqualTo(Code.RULE_NO_MATCH);
    assertThat(coded.get(0)).hasToString("[held person " + joe + "]");
  }

  @Test
  void markDueWhenByBindingSubjectOrSelectionThenExactlyThose() throws Exception {
    Ledger ledger = ledger();
    UUID joe = insert(ledger, statement("joe", 1, "{}")).id();
    UUID ann = insert(ledger, statement("ann", 2, "{}")).id();
    UUID graph = stored(people(ledger).insert("graph", statement("g1", 1, "{}"))).id();
    settleAll(ledger, joe, ann, graph);
    mark(ledger, unit -> unit.plans().markDueBySubject(subject(1)));
    assertThat(take(ledger)).containsExactlyInAnyOrder(joe, graph);
    settleAll(ledger, joe, ann, graph);
    UUID binding = new UUID(5, 5);
    in(
        ledger,
        unit -> {
          PersonPlan plan =
              new PersonPlan(
                  PlanState.PROVIDED,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(binding),
                  "v2");
          unit.plans().settle(ann, plan, Optional.empty());
          return unit;
        });
    mark(ledger, unit -> unit.plans().markDueByBinding(binding));
    assertThat(plans(ledger).isProvidedToAnother(binding, joe)).isTrue();
    assertThat(plans(ledger).isProvidedToAnother(binding, ann)).isFalse();
    assertThat(take(ledger)).containsExactly(ann);
    settle(ledger, ann, PlanState.HELD_BACK, Optional.of(Code.RULE_REFUSED));
    assertMarks(ledger, new Selection.InChannel("graph"), graph);
    assertMarks(ledger, new Selection.HeldBack(Optional.empty()), ann);
    assertMarks(ledger, new Selection.HeldBack(Optional.of(Code.RULE_REFUSED)), ann);
    assertMarks(ledger, new Selection.HeldBack(Optional.of(Code.ALIAS_TAKEN)));
    assertMarks(ledger, new Selection.PlannedOtherwise("v1"));
    assertThat(plans(ledger).findByObjectId("graph", objectId(1)).map(SourcePerson::id))
        .contains(graph);
  }

  @Test
  void markDueWhenTheRulesChangedThenPageByPageAndAgainThenNobody() throws Exception {
    Ledger ledger = ledger();
    for (int i = 0; i < 25; i++) {
      UUID id = insert(ledger, statement("user" + i, i, "{}")).id();
      settle(ledger, id, PlanState.PROVIDED, Optional.empty());
    }
    Selection changed = new Selection.PlannedOtherwise("v2");
    Optional<UUID> after = Optional.empty();
    int pages = 0;
    do {
      Optional<UUID> from = after;
      after = plans(ledger).markDue(changed, from, 10);
      pages++;
    } while (after.isPresent());
    assertThat(pages).isEqualTo(4);
    assertThat(plans(ledger).markDue(changed, Optional.empty(), 10)).isEmpty();
    assertThat(take(ledger)).hasSize(25);
  }

  private void assertMarks(Ledger ledger, Selection selection, UUID... expected) {
    plans(ledger).markDue(selection, Optional.empty(), 100);
    assertThat(take(ledger)).containsExactlyInAnyOrder(expected);
    for (UUID id : expected) {
      SourcePerson person = plans(ledger).read(id).orElseThrow().person();
      settle(ledger, id, person.plan().state(), person.plan().code());
    }
  }

  private static List<UUID> found(Ledger ledger, PersonFilter filter) {
    return people(ledger).list(SCIM, filter, 0, 10).stream().map(SourcePerson::id).toList();
  }

  private static List<UUID> take(Ledger ledger) {
    return plans(ledger).take(1000, CLAIM);
  }

  private static void mark(Ledger ledger, Consumer<Unit> work) {
    in(
        ledger,
        unit -> {
          work.accept(unit);
          return unit;
        });
  }

  private static void settleAll(Ledger ledger, UUID... ids) {
    for (UUID id : ids) {
      settle(ledger, id, PlanState.PROVIDED, Optional.empty());
    }
  }

  private static void settle(Ledger ledger, UUID id, PlanState state, Optional<Code> code) {
    PersonPlan plan = new PersonPlan(state, code, Optional.empty(), Optional.empty(), "v1");
    mark(ledger, unit -> unit.plans().settle(id, plan, Optional.empty()));
  }

  private static SourcePerson insert(Ledger ledger, PersonStatement statement) {
    return stored(people(ledger).insert(SCIM, statement));
  }

  private static SourceGroup group(Ledger ledger, String name) {
    GroupStatement statement = GroupStatement.named(name, Optional.empty(), "{}");
    return stored(groups(ledger).insert(SCIM, statement));
  }

  protected static <T> T stored(StoreOutcome<T> outcome) {
    return outcome.fold(
        value -> value,
        () -> {
          throw new AssertionError("taken");
        },
        () -> {
          throw new AssertionError("stale");
        });
  }

  /** The people of {@link #REALM}, each call in a unit of work of its own. */
  private static People people(Ledger ledger) {
    return PortPerCall.of(ledger, REALM, People.class, Unit::people);
  }

  /** The groups of {@link #REALM}, each call in a unit of work of its own. */
  private static SourceGroups groups(Ledger ledger) {
    return PortPerCall.of(ledger, REALM, SourceGroups.class, Unit::groups);
  }

  /** Who is due in {@link #REALM}, each call in a unit of work of its own. */
  private static PlanQueue plans(Ledger ledger) {
    return PortPerCall.of(ledger, REALM, PlanQueue.class, Unit::plans);
  }

  protected static <T> T in(Ledger ledger, Function<Unit, T> work) {
    return ledger.inUnit(REALM, work::apply);
  }

  private static UUID objectId(int number) {
    return new UUID(1, number);
  }

  private static PersonStatement statement(String userName, int number, String document) {
    return new PersonStatement(
        userName.toLowerCase(Locale.ROOT),
        Optional.of(objectId(number).toString()),
        userName,
        Optional.of(userName + "@x"),
        true,
        document);
  }
}

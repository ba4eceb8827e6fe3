package org.guestbridge.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.reconcile.World.key;
import static org.guestbridge.app.reconcile.World.replace;
import static org.guestbridge.app.scim.out.DirectoryFixture.CLOUD;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.MemberDelivery;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.simulators.atlassian.DomainState;
import org.guestbridge.simulators.atlassian.Organization;
import org.guestbridge.simulators.atlassian.Switch;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.guestbridge.simulators.atlassian.scim.ScimFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ReconcilerTest {

  private World world;

  @BeforeEach
  void start() throws Exception {
    world = new World();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void compareWhenAllAgreeThenNothingIsFoundOverSeveralPages() throws Exception {
    IntStream.range(0, 205).forEach(n -> world.person("p" + n, n % 2 == 0 ? "even" : "odd"));
    world.settle();
    DirectorySnapshot before = world.snapshot();
    RunState end = world.repair();
    assertThat(end.code()).isEmpty();
    assertThat(end.findings()).isEmpty();
    assertThat(world.snapshot()).isEqualTo(before);
    assertThat(gauge("account_missing")).isZero();
    assertThat(world.fixture.metrics.get("guestbridge.reconciled").gauge().value()).isOne();
  }

  @Test
  void compareWhenAskedForPatienceThenItComesToItsEnd() throws Exception {
    IntStream.range(0, 110).forEach(n -> world.person("p" + n));
    world.settle();
    world.fixture.scim.rate().perSecond(5, Duration.ofSeconds(1));
    world
        .fixture
        .scim
        .faults()
        .next(ScimFault.HTML_ANSWER)
        .next(ScimFault.TRUNCATED_JSON)
        .next(ScimFault.ERROR_500)
        .next(ScimFault.RESET_BEFORE);
    RunState end = world.compare();
    world.fixture.scim.rate().unlimited();
    assertThat(world.fixture.scim.faults().pending()).isEmpty();
    assertThat(end.code()).isEmpty();
    assertThat(end.findings()).isEmpty();
  }

  @Test
  void compareWhenTheKeyIsRefusedThenItBreaksOffAndSaysNothingOfDrift() throws Exception {
    world.person("joe");
    world.settle();
    world.compare();
    world.fixture.send("DELETE", "Users/" + world.snapshot().users().get(0).id(), "");
    world.fixture.scim.keys().regenerate();
    RunState end = world.compare();
    assertThat(end.code()).contains(Code.DELIVERY_KEY_REFUSED.text());
    assertThat(end.findings()).isEmpty();
    assertThat(world.fixture.metrics.get("guestbridge.reconciled").gauge().value()).isZero();
  }

  @Test
  void repairWhenEveryKindIsPlantedThenEachIsNamedAndNothingElseChanges() throws Exception {
    Plants plants = new Plants(world);
    DirectorySnapshot planted = world.snapshot();
    RunState compared = world.compare();
    assertThat(compared.code()).isEmpty();
    assertThat(named(compared)).containsExactlyInAnyOrderElementsOf(plants.expected);
    assertThat(kinds(compared))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DriftKind.values()).map(DriftKind::text).toList());
    assertThat(world.snapshot()).isEqualTo(planted);
    assertThat(gauge("account_missing")).isOne();
    world.settle();
    assertThat(world.snapshot()).isEqualTo(planted);

    RunState repaired = world.repair();
    assertThat(named(repaired)).containsExactlyInAnyOrderElementsOf(plants.expected);
    repaired
        .counts()
        .forEach(
            count ->
                assertThat(count.repaired())
                    .as(count.kind())
                    .isEqualTo(isRepairable(count.kind()) ? count.found() : 0));
    world.settle();
    RunState left = world.compare();
    assertThat(kinds(left))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DriftKind.values())
                .filter(kind -> kind.repair() == DriftKind.Repair.NONE)
                .map(DriftKind::text)
                .toList());
    plants.requireOnlyRepaired(planted);
    assertThat(world.fixture.scim.counters().usersDeleted()).isEqualTo(plants.deletedUsers);
    assertThat(world.fixture.scim.counters().groupsDeleted()).isEqualTo(plants.deletedGroups);
  }

  @Test
  void compareWhenAnAdministratorSetAsideThenNamedAsThatAndNothingIsDoneAboutIt() throws Exception {
    UUID joe = world.person("joe", "jira");
    UUID ann = world.person("ann");
    UUID lee = world.person("lee");
    world.settle();
    String jira = "Groups/" + world.remoteGroup("jira");
    world.patch(jira, remove(world.remote(joe)));
    world.patch(jira, add(world.remote(ann)));
    world.createGroup("taken", "somebody");
    DeliveryKey group = DeliveryKey.group(CLOUD, "jira");
    DeliveryKey account = key(world.binding(lee));
    String known = world.remote(lee);
    world.person("kim", "taken");
    world.broker.takeDue(10, Duration.ofMinutes(1)).forEach(world.broker::provision);
    world.inUnit(
        unit -> {
          unit.outbox().unlink(account, known);
          return unit.outbox().retry(account) && unit.outbox().retry(group);
        });
    for (DeliveryKey key : List.of(account, group, DeliveryKey.group(CLOUD, "taken"))) {
      boolean done = world.inUnit(unit -> unit.outbox().setAside(key, Code.DELIVERY_STOPPED));
      assertThat(done).isTrue();
    }
    world.deliverer.round();
    DirectorySnapshot before = world.snapshot();

    List<String> expected =
        List.of("set_aside jira", "set_aside taken", "set_aside " + account.item());
    assertThat(named(world.compare())).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(named(world.repair())).containsExactlyInAnyOrderElementsOf(expected);
    world.deliverer.round();
    assertThat(world.snapshot()).isEqualTo(before);

    world.inUnit(unit -> unit.outbox().retry(group));
    world.deliverer.round();
    assertThat(named(world.compare()))
        .containsExactlyInAnyOrder(
            "set_aside taken",
            "set_aside " + account.item(),
            "member_missing " + world.binding(joe),
            "member_extra " + world.binding(ann));
  }

  private static String add(String account) {
    return "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\""
        + account
        + "\",\"type\":\"User\"}]}";
  }

  private static String remove(String account) {
    return "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + account + "\\\"]\"}";
  }

  private static boolean isRepairable(String kind) {
    return Arrays.stream(DriftKind.values())
        .filter(each -> each.text().equals(kind))
        .allMatch(each -> each.repair() != DriftKind.Repair.NONE);
  }

  private double gauge(String kind) {
    return world.fixture.metrics.get("guestbridge.drift").tag("kind", kind).gauge().value();
  }

  private static List<String> named(RunState state) {
    return state.findings().stream()
        .map(each -> each.kind() + " " + each.item().or(each::remoteId).orElse(""))
        .toList();
  }

  private static Set<String> kinds(RunState state) {
    return state.counts().stream()
        .map(RunState.Count::kind)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One disagreement of every kind, and people in between of whom nothing is wrong. */
  private static final class Plants {

    final List<String> expected = new ArrayList<>();
    final int deletedUsers = 1;
    final int deletedGroups = 1;

    private final World world;
    private final Map<String, UUID> people = new HashMap<>();
    private final DirectorySnapshot sane;
    private final UUID withoutPerson;

    Plants(World world) throws Exception {
      this.world = world;
      world.fixture.atlassian.organization().switches().turnOff(Switch.SCIM_EXTERNAL_ID_IS_UNIQUE);
      for (DriftKind kind : DriftKind.values()) {
        people.put(kind.name(), world.person(kind.text().replace('_', '.'), "jira"));
      }
      for (int n = 0; n < 5; n++) {
        people.put("SANE" + n, world.person("sane" + n, "jira", "wiki"));
      }
      people.put("LONELY", world.person("lonely.person", "lonely"));
      world.inUnit(
          unit -> unit.people().remove(people.get(DriftKind.BINDING_WITHOUT_PERSON.name())));
      world.settle();
      // Who withdrew has an inactive account; they are told apart by their id from here on.
      withoutPerson = bind("without.person");
      world.inUnit(
          unit -> {
            unit.outbox().provide(Set.of(CLOUD), identity(withoutPerson, "without.person"));
            return withoutPerson;
          });
      UUID leaver = person(DriftKind.ACTIVE_UNDESIRED);
      world.inUnit(unit -> unit.aliases().hold(world.binding(leaver), Code.BINDING_HELD));
      world.inUnit(
          unit -> {
            unit.plans().markDue(leaver);
            return leaver;
          });
      world.settle();
      sane = world.snapshot();
      plantAccounts();
      plantGroups();
      plantDesired();
    }

    private UUID person(DriftKind kind) {
      return people.get(kind.name());
    }

    private String user(DriftKind kind) {
      return "Users/" + world.remote(person(kind));
    }

    private void expect(DriftKind kind, Object item) {
      expected.add(kind.text() + " " + item);
    }

    private void expect(DriftKind kind) {
      expect(kind, world.binding(person(kind)));
    }

    private void plantAccounts() throws Exception {
      expect(DriftKind.ACCOUNT_MISSING);
      world.fixture.send("DELETE", user(DriftKind.ACCOUNT_MISSING), "");
      expect(DriftKind.ACCOUNT_UNLINKED);
      relink(person(DriftKind.ACCOUNT_UNLINKED));
      expect(DriftKind.ACCOUNT_DUPLICATE);
      world.createUser(
          "second@" + World.GUESTS, world.binding(person(DriftKind.ACCOUNT_DUPLICATE)).toString());
      String fake = world.createUser("fake@" + World.GUESTS, "somebody");
      expect(DriftKind.ACCOUNT_FOREIGN_ALIAS, fake);
      String boss = world.createUser("boss@elsewhere.example", "boss");
      expect(DriftKind.ACCOUNT_FOREIGN, boss);
      UUID lost = new UUID(8, 8);
      world.createUser("lost@" + World.GUESTS, lost.toString());
      expect(DriftKind.ACCOUNT_UNKNOWN_BINDING, lost);
      expect(DriftKind.ADDRESS_DIFFERS);
      world.patch(
          user(DriftKind.ADDRESS_DIFFERS), replace("userName", "\"moved@" + World.GUESTS + "\""));
      expect(DriftKind.EXTERNAL_ID_DIFFERS);
      world.patch(user(DriftKind.EXTERNAL_ID_DIFFERS), replace("externalId", "\"other\""));
      expect(DriftKind.NAME_DIFFERS);
      world.patch(user(DriftKind.NAME_DIFFERS), replace("displayName", "\"Mallory\""));
      expect(DriftKind.ACTIVE_UNDESIRED);
      world.patch(user(DriftKind.ACTIVE_UNDESIRED), replace("active", "true"));
      expect(DriftKind.INACTIVE_UNDESIRED);
      world.patch(user(DriftKind.INACTIVE_UNDESIRED), replace("active", "false"));
      plantExternal();
      String taken = "set.aside.person@" + World.GUESTS;
      String holder = world.createUser(taken, "holder");
      expect(DriftKind.ACCOUNT_FOREIGN_ALIAS, holder);
      UUID refused = world.person("set.aside.person");
      world.settle();
      expect(DriftKind.SET_ASIDE, world.binding(refused));
      String wiki = "Groups/" + world.remoteGroup("wiki");
      world.patch(wiki, add(boss));
      expect(DriftKind.MEMBER_FOREIGN, "wiki");
      expect(DriftKind.MEMBER_EXTRA);
      world.patch(wiki, add(world.remote(person(DriftKind.MEMBER_EXTRA))));
      expect(DriftKind.MEMBER_MISSING);
      world.patch(
          "Groups/" + world.remoteGroup("jira"),
          remove(world.remote(person(DriftKind.MEMBER_MISSING))));
    }

    /** In no group: somebody who accepts the invitation that a group brings has an account. */
    private void plantExternal() throws Exception {
      Organization organization = world.fixture.atlassian.organization();
      organization.domain(World.GUESTS, DomainState.VERIFIED_UNCLAIMED);
      people.put(DriftKind.ACCOUNT_EXTERNAL.name(), world.person("external.person"));
      world.settle();
      organization.domain(World.GUESTS, DomainState.VERIFIED);
      expect(DriftKind.ACCOUNT_EXTERNAL);
    }

    private void relink(UUID person) {
      UUID binding = world.binding(person);
      world.inUnit(
          unit -> {
            unit.outbox().link(key(binding), "elsewhere");
            unit.outbox()
                .membersDelivered(
                    CLOUD,
                    "jira",
                    List.of(new MemberDelivery(binding, Optional.of("elsewhere"), true, false)));
            return binding;
          });
    }

    private void plantGroups() throws Exception {
      expect(DriftKind.GROUP_MISSING, "lonely");
      world.fixture.send("DELETE", "Groups/" + world.remoteGroup("lonely"), "");
      world.createGroup("foreigners", "somebody");
      expect(DriftKind.GROUP_FOREIGN, "foreigners");
      world.createGroup("forgotten", "guestbridge:example:forgotten");
      expect(DriftKind.GROUP_UNKNOWN, "forgotten");
    }

    private void plantDesired() throws Exception {
      UUID unbound = person(DriftKind.PERSON_WITHOUT_BINDING);
      UUID former = world.binding(unbound);
      settlePlan(unbound, Optional.of(new UUID(6, 6)), currentVersion());
      expect(DriftKind.PERSON_WITHOUT_BINDING, unbound);
      expect(DriftKind.DESIRED_WITHOUT_PERSON, former);
      expect(DriftKind.DESIRED_WITHOUT_PERSON, withoutPerson);
      expect(DriftKind.BINDING_WITHOUT_PERSON, withoutPerson);
      expect(DriftKind.BINDING_WITHOUT_PERSON, former);
      expect(DriftKind.BINDING_WITHOUT_PERSON, bind("signs.in.only"));
      expect(DriftKind.BINDING_WITHOUT_PERSON, bindingOf("binding.without.person"));
      UUID undesired = world.binding(person(DriftKind.PROVIDED_NOT_DESIRED));
      expect(DriftKind.PROVIDED_NOT_DESIRED);
      world.inUnit(
          unit -> {
            unit.outbox().withdraw(undesired);
            return undesired;
          });
      expect(DriftKind.DESIRED_NOT_ACTIVE);
      world.inUnit(
          unit ->
              unit.aliases()
                  .hold(world.binding(person(DriftKind.DESIRED_NOT_ACTIVE)), Code.BINDING_HELD));
      UUID other = world.binding(person(DriftKind.RELEASED_ADDRESS_DIFFERS));
      expect(DriftKind.RELEASED_ADDRESS_DIFFERS);
      world.inUnit(
          unit -> {
            unit.outbox().provide(Set.of(CLOUD), identity(other, "another.address", "jira"));
            return other;
          });
      UUID ruled = world.binding(person(DriftKind.RELEASED_RULE_DIFFERS));
      expect(DriftKind.RELEASED_RULE_DIFFERS);
      world.inUnit(
          unit -> {
            String digest = world.rules.digest().substring(0, 16);
            unit.audit(
                new AuditEvent.Released("c", ruled, "entra", CLOUD, "another rule", digest, "0"));
            return ruled;
          });
      plantNames();
      UUID outdated = person(DriftKind.PLAN_OUTDATED);
      settlePlan(outdated, Optional.of(world.binding(outdated)), "older");
      expect(DriftKind.PLAN_OUTDATED, outdated);
      world.settle();
    }

    /** Three logins: of another name, of the same, and of another before the person changed. */
    private void plantNames() {
      released(person(DriftKind.RELEASED_NAME_DIFFERS), "Joan");
      expect(DriftKind.RELEASED_NAME_DIFFERS);
      released(people.get("SANE0"), "Jo");
      UUID changed = people.get("SANE1");
      released(changed, "Joan");
      world.inUnit(
          unit -> {
            SourcePerson before = unit.people().find(changed).orElseThrow();
            PersonStatement said = before.statement();
            PersonStatement other =
                new PersonStatement(
                    said.key(),
                    said.externalId(),
                    "another." + said.userName(),
                    said.mail(),
                    said.active(),
                    said.document());
            unit.people().replace(changed, before.version(), other);
            return changed;
          });
    }

    private void released(UUID person, String givenName) {
      UUID binding = world.binding(person);
      String rules = world.rules.digest().substring(0, 16);
      world.inUnit(
          unit -> {
            String names = unit.namesDigest(binding, givenName, "Doe");
            unit.audit(
                new AuditEvent.Released("c", binding, "entra", CLOUD, "guests", rules, names));
            return binding;
          });
    }

    private String currentVersion() {
      return world.provisioning.version(world.rules.digest());
    }

    private void settlePlan(UUID person, Optional<UUID> binding, String version) {
      world.inUnit(
          unit -> {
            unit.plans()
                .settle(
                    person,
                    new PersonPlan(
                        PlanState.PROVIDED,
                        Optional.empty(),
                        Optional.of("guests"),
                        binding,
                        version),
                    Optional.empty());
            return person;
          });
    }

    private UUID bindingOf(String local) {
      return world
          .inUnit(
              unit ->
                  unit.aliases()
                      .holderOf(EmailAddress.parse(local + "@" + World.GUESTS).orElseThrow()))
          .map(Binding::id)
          .orElseGet(() -> bind(local));
    }

    private UUID bind(String local) {
      UpstreamSubject subject =
          new UpstreamSubject.Entra(
              World.TENANT, UUID.nameUUIDFromBytes(("b" + local).getBytes(StandardCharsets.UTF_8)));
      AliasRequest request =
          new AliasRequest(local, new DomainName(World.GUESTS), OnCollision.SUFFIX);
      return world.inUnit(
          unit ->
              ((BindOutcome.Bound) unit.aliases().bindAlias(subject, request, Fingerprint.NONE))
                  .binding()
                  .id());
    }

    private static ReleasedIdentity identity(UUID id, String local, String... groups) {
      Binding binding =
          new Binding(
              id,
              BindingKind.ALIAS,
              BindingStatus.ACTIVE,
              Optional.empty(),
              Optional.empty(),
              EmailAddress.parse(local + "@" + World.GUESTS),
              Fingerprint.NONE,
              true,
              true,
              Instant.EPOCH);
      return ReleasedIdentity.of(
          BoundAddress.of(binding), new ReleasedNames("Jo", "Doe"), List.of(groups));
    }

    /** Accounts of the broker are as they were before; what is not the broker's was not touched. */
    void requireOnlyRepaired(DirectorySnapshot planted) {
      Map<String, DirectorySnapshot.User> before = byAddress(sane);
      Map<String, DirectorySnapshot.User> atPlanting = byAddress(planted);
      Map<String, DirectorySnapshot.User> now = byAddress(world.snapshot());
      Set<String> changed = Set.of("without.person", "desired.not.active");
      before.forEach(
          (address, user) -> {
            if (changed.contains(address.substring(0, address.indexOf('@')))) {
              assertThat(now.get(address).active()).as(address).isFalse();
              assertThat(now.get(address).groups()).as(address).isEmpty();
            } else if (address.startsWith("account.missing@")) {
              assertThat(now.get(address).externalId()).isEqualTo(user.externalId());
              assertThat(now.get(address).groups()).isEqualTo(user.groups());
            } else {
              assertThat(now.get(address)).as(address).isEqualTo(user);
            }
          });
      for (String foreign :
          List.of("fake", "lost", "second", "set.aside.person", "external.person")) {
        String address = foreign + "@" + World.GUESTS;
        assertThat(now.get(address)).as(address).isEqualTo(atPlanting.get(address));
      }
      assertThat(now.get("boss@elsewhere.example"))
          .isEqualTo(atPlanting.get("boss@elsewhere.example"));
      assertThat(now).hasSize(before.size() + 6);
    }

    private static Map<String, DirectorySnapshot.User> byAddress(DirectorySnapshot snapshot) {
      return snapshot.users().stream()
          .collect(Collectors.toMap(DirectorySnapshot.User::userName, user -> user));
    }
  }
}

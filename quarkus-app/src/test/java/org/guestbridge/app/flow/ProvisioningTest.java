package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.GraphFault;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.provisioning.Action;
import org.guestbridge.simulators.entra.provisioning.AttributeMapping;
import org.guestbridge.simulators.entra.provisioning.Bearer;
import org.guestbridge.simulators.entra.provisioning.CycleReport;
import org.guestbridge.simulators.entra.provisioning.ProvisioningJob;
import org.guestbridge.simulators.entra.provisioning.ProvisioningSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entra's provisioning service tells the broker of guests, before and after they sign in. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class ProvisioningTest {

  private static final int PEOPLE = 200;
  private static final int GROUPS = 8;
  private static final String MANAGER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

  @Inject Register register;
  @Inject Plans plans;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private final UUID team = UUID.randomUUID();

  @BeforeEach
  void serveAChannel() throws IOException {
    site.entra().directory().reset();
    site.entra().directory().groups().put(team, "Team " + team);
    site.entra().directory().assignments().assign(team);
    register.serve(site, Scim.channel(site));
  }

  @AfterEach
  void serveTheUsualRealm() throws IOException {
    site.entra().directory().reset();
    register.serve(site, text -> text);
  }

  @ParameterizedTest
  @CsvSource({"'', false", "'?aadOptscim062020', true"})
  void cyclesWhenRunInEitherDialectThenEverythingReadsAsItWasWritten(String flag, boolean varied) {
    List<Person> people = inviteMany("cycle" + varied);
    ProvisioningSettings settings =
        ProvisioningSettings.to(URI.create(Scim.base(site, "flows") + flag));
    AttributeMapping mapping =
        AttributeMapping.byObjectId().with(varied ? MANAGER : "manager", "[manager]");
    settings = settings.withMapping(mapping);
    ProvisioningJob job = job(varied ? settings.withVariation(7) : settings.withUnquotedFilter());
    site.entra()
        .directory()
        .change(people.get(5).key(), person -> managedBy(person, people.get(6)));
    List<UUID> ids = people.stream().map(Person::objectId).toList();

    assertThat(job.testConnection()).isEmpty();
    CycleReport initial = job.runCycle();

    assertThat(initial.failures()).isEmpty();
    assertThat(initial.clean()).isTrue();
    assertThat(initial.count(Action.CREATED)).isEqualTo(PEOPLE);
    assertThat(initial.count(Action.GROUP_CREATED)).isEqualTo(GROUPS + 1);
    assertThat(initial.count(Action.MEMBER_ADDED)).isEqualTo(2 * PEOPLE);
    assertThat(initial.count(Action.REFERENCE_WRITTEN)).isEqualTo(1);
    assertThat(job.driftCheck().clean()).isTrue();
    plans.awaitProvided(ids, PEOPLE);

    change(people);
    CycleReport incremental = job.runCycle();

    assertThat(incremental.failures()).isEmpty();
    assertThat(incremental.clean()).isTrue();
    assertThat(incremental.count(Action.UPDATED)).isEqualTo(1);
    assertThat(incremental.count(Action.DISABLED)).isEqualTo(1);
    assertThat(incremental.count(Action.GROUP_RENAMED)).isEqualTo(1);
    assertThat(incremental.count(Action.MEMBER_REMOVED)).isEqualTo(1);
    assertThat(incremental.count(Action.REFERENCE_WRITTEN)).isEqualTo(1);
    assertThat(job.driftCheck().clean()).isTrue();
    plans.await(people.get(1).objectId(), PlanState.WITHDRAWN);
    assertThat(plans.person(people.get(0).objectId()).statement().document())
        .contains("Renamed Guest");

    site.entra().directory().remove(people.get(2).key());
    CycleReport deletion = job.runCycle();

    assertThat(deletion.clean()).isTrue();
    assertThat(deletion.count(Action.DELETED)).isEqualTo(1);
    plans.awaitProvided(ids, PEOPLE - 2);
    job.restart(true);
    CycleReport again = job.runCycle();
    assertThat(again.count(Action.MATCHED)).isEqualTo(PEOPLE - 2L);
    assertThat(again.count(Action.REFERENCE_WRITTEN)).isZero();
  }

  @Test
  void logInWhenProvisionedBeforeThenTheSameAliasAndOneBinding() throws Exception {
    Person guest = invite("before.login");
    CycleReport report = job(ProvisioningSettings.to(Scim.base(site, "flows"))).runCycle();
    assertThat(report.clean()).isTrue();
    plans.await(guest.objectId(), PlanState.PROVIDED);
    Register.Count before = register.count();

    String nameId = browser.logIn(guest).saml().nameId();

    assertThat(nameId).isEqualTo(alias(guest));
    assertThat(register.count().bindings()).isEqualTo(before.bindings());
    assertThat(register.count().addresses()).isEqualTo(before.addresses());
  }

  @Test
  void provisionWhenSignedInBeforeThenTheSameAliasAndOneBinding() throws Exception {
    Person guest = invite("after.login");
    String nameId = browser.logIn(guest).saml().nameId();
    Register.Count before = register.count();

    job(ProvisioningSettings.to(Scim.base(site, "flows"))).runCycle();

    PersonPlan plan = plans.await(guest.objectId(), PlanState.PROVIDED);
    assertThat(plan.bindingId()).contains(binding(guest).id());
    assertThat(alias(guest)).isEqualTo(nameId);
    assertThat(register.count().bindings()).isEqualTo(before.bindings());
    assertThat(register.count().addresses()).isEqualTo(before.addresses());
  }

  @Test
  void provisionWhenTheRuleAsksForALoginFirstThenHeldBackUntilThen() throws Exception {
    serveLoginFirst();
    Person guest = invite("waits.for.login");
    job(ProvisioningSettings.to(Scim.base(site, "flows"))).runCycle();
    assertThat(plans.await(guest.objectId(), PlanState.HELD_BACK).code())
        .contains(Code.LOGIN_REQUIRED);
    assertThat(plans.binding(EntraSettings.DEFAULT_TENANT, guest.objectId())).isEmpty();

    browser.logIn(guest);

    plans.await(guest.objectId(), PlanState.PROVIDED);
  }

  @Test
  void rulesWhenChangedThenWhoWasHeldBackIsProvided() throws Exception {
    serveLoginFirst();
    Person guest = invite("freed.by.rule");
    job(ProvisioningSettings.to(Scim.base(site, "flows"))).runCycle();
    plans.await(guest.objectId(), PlanState.HELD_BACK);

    register.serve(site, Scim.channel(site));

    plans.await(guest.objectId(), PlanState.PROVIDED);
  }

  @Test
  void provisionWhenExternalIdIsNoObjectIdThenStoredAndHeldBack() throws Exception {
    Person guest = invite("wrong.mapping");
    CycleReport report =
        job(ProvisioningSettings.to(Scim.base(site, "flows"))
                .withMapping(
                    AttributeMapping.byObjectId()
                        .with("externalId", "[mail]")
                        .matchedBy("userName")))
            .runCycle();

    assertThat(report.clean()).isTrue();
    plans.awaitHeldBack("wrong.mapping@partner.example", Code.OBJECT_ID_MISSING);
    assertThat(plans.binding(EntraSettings.DEFAULT_TENANT, guest.objectId())).isEmpty();
  }

  @Test
  void provisionWhenGraphShowsKindsThenOneJobTellsOfGuestsAndEmployees() throws Exception {
    Person guest = invite("shown.guest");
    Person employee = employ("shown.employee", PersonKind.EMPLOYEE);
    employ("shown.unclear", PersonKind.INTERNAL_GUEST);
    site.entra().graph().faults().untilCleared(GraphFault.ERROR_500);
    serveKindsFromGraph();
    job(ProvisioningSettings.to(Scim.base(site, "flows"))).runCycle();
    plans.awaitHeldBack("shown.guest@partner.example", Code.DIRECTORY_ENTRY_MISSING);
    plans.awaitHeldBack("shown.employee@example.com", Code.DIRECTORY_ENTRY_MISSING);
    assertThat(plans.binding(EntraSettings.DEFAULT_TENANT, guest.objectId())).isEmpty();

    site.entra().graph().faults().clear();
    plans.pull("tenant");

    plans.await(guest.objectId(), PlanState.PROVIDED);
    plans.await(employee.objectId(), PlanState.PROVIDED);
    plans.awaitHeldBack("shown.unclear@example.com", Code.DIRECTORY_KIND_UNPROVEN);
    assertThat(alias(guest)).isEqualTo("shown.guest@guests.example.com");
    assertThat(alias(employee)).isEqualTo("shown.employee@example.com");
    assertThat(browser.logIn(guest).saml().nameId()).isEqualTo(alias(guest));

    site.entra().directory().remove(guest.key());
    plans.pull("tenant");

    plans.awaitHeldBack("shown.guest@partner.example", Code.DIRECTORY_ENTRY_MISSING);
  }

  /** One job for everybody, and the tenant's entries beside it. */
  private void serveKindsFromGraph() throws IOException {
    UnaryOperator<String> channel = Scim.channel(site);
    String tenant =
        """
            tenant:
              type: graph
              upstream: entra
              scope: everybody
              provisions: false
              ownDomains: [example.com, %s]
              graphUrl: "%s"
        """
            .formatted(site.entra().settings().initialDomain(), site.entra().authority());
    register.serve(
        site,
        text -> channel.apply(text).replace("population: guests", "kindsFrom: tenant") + tenant);
  }

  private Person employ(String local, PersonKind kind) {
    String upn = local + "@example.com";
    Person employee =
        Person.person("own-" + UUID.randomUUID(), kind, UUID.randomUUID().toString())
            .displayName("Erin Employed")
            .names("Erin", "Employed")
            .preferredUsername(upn)
            .upn(upn)
            .email(upn)
            .acct(0)
            .groups(List.of(team))
            .build();
    site.entra().directory().add(employee);
    return employee;
  }

  private void serveLoginFirst() throws IOException {
    UnaryOperator<String> channel = Scim.channel(site);
    register.serve(
        site,
        text ->
            channel
                .apply(text)
                .replace("  - name: guests\n", "  - name: guests\n    loginFirst: true\n"));
  }

  private void change(List<Person> people) {
    Directory directory = site.entra().directory();
    directory.change(people.get(0).key(), person -> person.displayName("Renamed Guest"));
    directory.change(people.get(1).key(), person -> person.accountEnabled(false));
    directory.leave(people.get(3).key(), people.get(3).groups().get(1));
    directory.change(people.get(5).key(), person -> managedBy(person, people.get(7)));
    directory.groups().put(people.get(4).groups().get(1), "Renamed " + UUID.randomUUID());
  }

  private static Person.Builder managedBy(Person.Builder person, Person manager) {
    return person.attribute("manager", manager.objectId().toString());
  }

  private ProvisioningJob job(ProvisioningSettings settings) {
    return ProvisioningJob.of(
        site.entra(), settings.allowingSpecialCharacters(), Bearer.secret(Scim.TOKEN));
  }

  private Binding binding(Person guest) {
    return plans.binding(EntraSettings.DEFAULT_TENANT, guest.objectId()).orElseThrow();
  }

  private String alias(Person guest) {
    return binding(guest).address().orElseThrow().value();
  }

  private List<Person> inviteMany(String prefix) {
    List<UUID> groups = new ArrayList<>();
    for (int number = 0; number < GROUPS; number++) {
      UUID group = UUID.randomUUID();
      groups.add(group);
      site.entra().directory().groups().put(group, "Group " + number + " " + prefix);
      site.entra().directory().assignments().assign(group);
    }
    List<Person> people = new ArrayList<>();
    for (int number = 0; number < PEOPLE; number++) {
      people.add(invite(prefix + "." + number, List.of(team, groups.get(number % GROUPS))));
    }
    return people;
  }

  private Person invite(String local) {
    return invite(local, List.of(team));
  }

  private Person invite(String local, List<UUID> groups) {
    return site.invite(local + "@partner.example", groups);
  }
}

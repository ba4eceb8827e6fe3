package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.GroupStatement;
import org.guestbridge.core.provisioning.MemberDelivery;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.SourceGroup;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.AddressSource;
import org.guestbridge.core.rules.AttributeRules;
import org.guestbridge.core.rules.Decision;
import org.guestbridge.core.rules.Field;
import org.guestbridge.core.rules.GroupPattern;
import org.guestbridge.core.rules.GroupRules;
import org.guestbridge.core.rules.Matcher;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.Predicate;
import org.guestbridge.core.rules.Rule;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.rules.Template;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Test;

final class BrokerProvisionTest extends BrokerScene {

  private static final EmailAddress JOES = address("joe@guests.example.com");

  BrokerProvisionTest() {
    rules = rules(false);
  }

  // Two orders, one binding.

  @Test
  void provisionWhenGuestIsNewThenProvidedProvisionallyAndTheFirstLoginConfirms() {
    UUID person = store(Source.GUESTS, JOE);
    ReleasedIdentity provided = provided(person);
    assertThat(provided.address()).isEqualTo(JOES);
    assertThat(binding(JOE).provisional()).isTrue();
    assertThat(binding(JOE).fingerprint().mail()).contains(address(JOE.mail()));
    assertThat(binding(JOE).fingerprint().idp()).isEmpty();
    assertThat(account(JOE).address()).contains(JOES);
    assertThat(account(JOE).active()).isTrue();
    assertThat(auditTypes()).containsExactly("binding_created", "provided");
    assertThat(audit().get(1).details())
        .containsEntry("upstream", "entra")
        .containsEntry("rule", "guests");
    ReleasedIdentity released = released(login(JOE));
    assertThat(released.address()).isEqualTo(JOES);
    assertThat(released.internalId()).isEqualTo(provided.internalId());
    assertThat(binding(JOE).provisional()).isFalse();
    assertThat(binding(JOE).fingerprint().idp()).contains(Visitor.PARTNER_IDP);
    assertThat(auditTypes()).endsWith("binding_confirmed", "released");
  }

  @Test
  void provisionWhenTheGuestSignedInBeforeThenTheSameBindingAndNotProvisional() {
    ReleasedIdentity released = released(login(JOE));
    ReleasedIdentity provided = provided(store(Source.GUESTS, JOE));
    assertThat(provided.internalId()).isEqualTo(released.internalId());
    assertThat(provided.address()).isEqualTo(released.address());
    assertThat(binding(JOE).provisional()).isFalse();
    assertThat(code(login(JOE.withSignInName("other@partner.example"))))
        .isEqualTo(Code.IDENTITY_CHANGED);
  }

  @Test
  void loginWhenMailAndSignInNameDifferFromTheProvisionedThenHeldAndWithdrawnUntilReleased() {
    UUID person = store(Source.GUESTS, JOE);
    provided(person);
    Visitor stranger = JOE.withMail("eve@partner.example").withSignInName("eve@partner.example");
    assertThat(broker().explain(stranger.identity()).outcome())
        .isEqualTo(new Explanation.Refusal(Code.BINDING_CONTRADICTED, Optional.empty(), true));
    assertThat(code(login(stranger))).isEqualTo(Code.BINDING_CONTRADICTED);
    assertThat(binding(JOE).status()).isEqualTo(BindingStatus.HELD);
    assertThat(due()).containsExactly(person);
    assertPlan(person, PlanState.WITHDRAWN, Code.BINDING_HELD);
    assertThat(account(JOE).active()).isFalse();
    broker().release(command(JOE));
    assertThat(due()).containsExactly(person);
    provided(person);
    assertThat(account(JOE).active()).isTrue();
    released(login(stranger));
    assertThat(binding(JOE).provisional()).isFalse();
  }

  @Test
  void loginWhenMailOrSignInNameIsTheProvisionedThenConfirmed() {
    provided(store(Source.GUESTS, JOE));
    released(login(JOE.withMail("renamed@partner.example").withSignInName("mail#" + JOE.mail())));
    Visitor jim = Visitor.guest(3, "jim@partner.example");
    provided(store(Source.GUESTS, jim));
    released(login(jim.withSignInName("other@partner.example")));
    assertThat(binding(jim).provisional()).isFalse();
  }

  @Test
  void loginWhenTheKindDiffersFromTheProvisionedThenHeld() {
    UUID person = store(Source.GUESTS, ANN);
    provided(person);
    assertThat(code(login(ANN))).isEqualTo(Code.BINDING_CONTRADICTED);
    assertThat(binding(ANN).status()).isEqualTo(BindingStatus.HELD);
    assertThat(registry.isTaken(address("ann@example.com"))).isFalse();
    assertPlan(person, PlanState.WITHDRAWN, Code.BINDING_HELD);
  }

  @Test
  void loginWhenEvidenceIsOfProvisioningThenRefused() {
    DirectoryEvidence account = new DirectoryEvidence.Population(AccountKind.EXTERNAL);
    for (Evidence evidence :
        List.of(
            new Evidence.Provisioned("entra", account, "guests"),
            new Evidence.IdToken("entra", account, NOW))) {
      VerifiedIdentity identity =
          VerifiedIdentity.attested(evidence, JOE.subject(), JOE.identity().profile());
      assertThat(code(broker().login(attempt(identity)))).isEqualTo(Code.INTERNAL_ERROR);
    }
    assertThat(registry.find(JOE.subject())).isEmpty();
  }

  @Test
  void provisionWhenTheRuleWantsALoginFirstThenHeldBackUntilThen() {
    rules = rules(true);
    UUID person = store(Source.GUESTS, JOE);
    assertPlan(person, PlanState.HELD_BACK, Code.LOGIN_REQUIRED);
    assertThat(registry.find(JOE.subject())).isEmpty();
    assertThat(registry.isTaken(JOES)).isFalse();
    assertThat(due()).isEmpty();
    released(login(JOE));
    assertThat(due()).containsExactly(person);
    assertThat(provided(person).address()).isEqualTo(JOES);
    assertThat(binding(JOE).provisional()).isFalse();
  }

  // What withdraws.

  @Test
  void provisionWhenInactiveThenWithdrawnAndWhenActiveAgainThenTheSameAddress() {
    UUID person = store(Source.GUESTS, JOE);
    UUID id = provided(person).internalId();
    replace(person, Source.of(JOE, Source.objectId(JOE), false));
    assertPlan(person, PlanState.WITHDRAWN);
    assertThat(account(JOE).active()).isFalse();
    assertThat(binding(JOE).status()).isEqualTo(BindingStatus.ACTIVE);
    replace(person, Source.of(JOE));
    assertThat(provided(person).internalId()).isEqualTo(id);
    assertThat(account(JOE).active()).isTrue();
    assertThat(auditTypes())
        .containsExactly("binding_created", "provided", "withdrawn", "provided");
  }

  @Test
  void provisionWhenDeletedUpstreamThenWithdrawnAndGoneAndReinvitedIsNewPerson() {
    UUID person = store(Source.GUESTS, JOE);
    provided(person);
    ledger.<Boolean>inUnit(REALM, unit -> unit.people().remove(person));
    assertThat(due()).containsExactly(person);
    assertPlan(person, PlanState.WITHDRAWN);
    assertThat(account(JOE).active()).isFalse();
    assertThat(broker().provision(person)).isEqualTo(new PlanOutcome.Unknown());
    Visitor again = Visitor.guest(7, JOE.mail());
    assertThat(provided(store(Source.GUESTS, again)).address()).isNotEqualTo(JOES);
  }

  @Test
  void provisionWhenAdministratorsHoldRetireAndEraseThenTheAccountFollows() {
    UUID person = store(Source.GUESTS, JOE);
    provided(person);
    AdminCommand command = command(JOE);
    broker().hold(command);
    assertThat(due()).containsExactly(person);
    assertPlan(person, PlanState.WITHDRAWN, Code.BINDING_HELD);
    broker().retire(command);
    assertPlan(person, PlanState.WITHDRAWN, Code.BINDING_RETIRED);
    assertThat(account(command.bindingId()).givenName()).contains("Jo");
    broker().erase(command);
    assertThat(account(command.bindingId()).givenName()).isEmpty();
    assertThat(account(command.bindingId()).address()).isEmpty();
    assertPlan(person, PlanState.WITHDRAWN, Code.BINDING_RETIRED);
  }

  @Test
  void provisionWhenTheObjectIdIsAnotherThenTheFormerAccountIsWithdrawn() {
    UUID person = store(Source.GUESTS, JOE);
    UUID former = provided(person).internalId();
    Visitor again = Visitor.guest(7, JOE.mail());
    replace(person, Source.of(JOE, Source.objectId(again), true));
    UUID next = provided(person).internalId();
    assertThat(next).isNotEqualTo(former);
    assertThat(account(former).active()).isFalse();
    assertThat(account(next).active()).isTrue();
  }

  // What is held back.

  @Test
  void provisionWhenExternalIdIsNoObjectIdThenHeldBackAndWhatIsThereStays() {
    UUID person = store(Source.GUESTS, Source.of(JOE, "joe_partner.example#EXT#", true));
    assertPlan(person, PlanState.HELD_BACK, Code.OBJECT_ID_MISSING);
    replace(person, Source.of(JOE));
    provided(person);
    replace(person, Source.of(JOE, "1-1-1-1-1", true));
    assertPlan(person, PlanState.HELD_BACK, Code.OBJECT_ID_MISSING);
    assertThat(account(JOE).active()).isTrue();
    broker().hold(command(JOE));
    assertPlan(person, PlanState.HELD_BACK, Code.OBJECT_ID_MISSING);
    assertThat(account(JOE).active()).isFalse();
    UUID unreadable =
        store(
            Source.GUESTS,
            new PersonStatement(
                "x",
                Optional.of(Source.objectId(ANN)),
                "x",
                Optional.empty(),
                true,
                Source.UNREADABLE));
    assertPlan(unreadable, PlanState.HELD_BACK, Code.PERSON_UNREADABLE);
  }

  @Test
  void provisionWhenTheRulesRefuseThenHeldBackAndWithdrawnAndLookedAtWhenTheyChange() {
    UUID person = store(Source.GUESTS, JOE);
    provided(person);
    RuleSet usual = rules;
    rules = Realm.refusing("No.");
    assertThat(broker().markOutdated(Optional.empty(), 10)).contains(person);
    assertThat(broker().markOutdated(Optional.empty(), 10)).isEmpty();
    assertPlan(person, PlanState.HELD_BACK, Code.RULE_REFUSED);
    assertThat(account(JOE).active()).isFalse();
    assertThat(auditTypes()).endsWith("held_back");
    rules = usual;
    assertThat(broker().markOutdated(Optional.empty(), 10)).contains(person);
    provided(person);
    assertThat(broker().markOutdated(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void provisionWhenTheAliasIsTakenThenHeldBackAndNobodyIsBound() {
    rules = Realm.rules("{mail.local}", OnCollision.REFUSE);
    provided(store(Source.GUESTS, JOE));
    Visitor other = Visitor.guest(7, "joe@supplier.example");
    UUID person = store(Source.GUESTS, other);
    assertPlan(person, PlanState.HELD_BACK, Code.ALIAS_TAKEN);
    assertThat(registry.find(other.subject())).isEmpty();
  }

  @Test
  void provisionWhenTheProvidedOneOfTwoRowsIsUnreadableThenTheOtherTakesOver() {
    UUID first = store(Source.GUESTS, JOE);
    UUID second = store(Source.GRAPH, JOE);
    provided(first);
    assertPlan(second, PlanState.HELD_BACK, Code.PERSON_DUPLICATE);
    PersonStatement good = Source.of(JOE);
    replace(
        first,
        new PersonStatement(
            good.key(), good.externalId(), good.userName(), good.mail(), true, Source.UNREADABLE));
    assertPlan(second, PlanState.HELD_BACK, Code.PERSON_DUPLICATE);
    assertPlan(first, PlanState.HELD_BACK, Code.PERSON_UNREADABLE);
    assertThat(account(JOE).active()).isTrue();
    assertThat(due()).contains(second);
    provided(second);
    assertThat(account(JOE).active()).isTrue();
  }

  @Test
  void provisionWhenTwoRowsAreOnePersonThenOneIsProvidedAndTheOtherTakesOver() {
    UUID first = store(Source.GUESTS, JOE);
    UUID second = store(Source.GRAPH, JOE);
    provided(first);
    assertPlan(second, PlanState.HELD_BACK, Code.PERSON_DUPLICATE);
    assertThat(account(JOE).active()).isTrue();
    due();
    replace(first, Source.of(JOE, Source.objectId(JOE), false));
    assertPlan(first, PlanState.WITHDRAWN);
    assertThat(due()).contains(second);
    provided(second);
    assertThat(account(JOE).active()).isTrue();
    assertPlan(first, PlanState.WITHDRAWN);
    assertThat(account(JOE).active()).isTrue();
  }

  @Test
  void provisionWhenTheDirectoryKnowsTheKindThenItsEntryDecides() {
    UUID person = store(Source.MIXED, JOE.withUpn("joe@example.com"));
    assertPlan(person, PlanState.HELD_BACK, Code.DIRECTORY_ENTRY_MISSING);
    UUID entry = store(Source.GRAPH, JOE);
    assertThat(due()).contains(person);
    provided(person);
    replace(
        entry,
        new PersonStatement(
            "user1",
            Optional.of(Source.objectId(JOE)),
            "",
            Optional.empty(),
            true,
            "a@b.example\n\nuserPrincipalName"));
    assertPlan(person, PlanState.HELD_BACK, Code.DIRECTORY_KIND_UNPROVEN);
    assertThat(account(JOE).active()).isTrue();
    replace(entry, Source.of(JOE.withIdp(Optional.of(Visitor.OWN_IDP)).withUpn("joe@example.com")));
    assertPlan(person, PlanState.HELD_BACK, Code.BINDING_KIND_DIFFERS);
    assertThat(account(JOE).active()).isFalse();
    replace(entry, Source.of(JOE));
    provided(person);
    replace(entry, Source.of(JOE, Source.objectId(JOE), false));
    assertPlan(person, PlanState.WITHDRAWN);
    assertThat(account(JOE).active()).isFalse();
    replace(entry, Source.of(JOE));
    provided(person);
    ledger.<Boolean>inUnit(REALM, unit -> unit.people().remove(entry));
    assertPlan(person, PlanState.HELD_BACK, Code.DIRECTORY_ENTRY_MISSING);
    assertThat(account(JOE).active()).isFalse();
  }

  @Test
  void provisionWhenTheChannelOnlyShowsThenNobodyAndElseProvided() {
    assertPlan(store(Source.SHOWN, JOE), PlanState.WITHDRAWN);
    assertThat(registry.find(JOE.subject())).isEmpty();
    provided(store(Source.GRAPH, JOE));
  }

  // Employees.

  @Test
  void provisionWhenAnEmployeeIsRenamedThenOnlyAProvisionalAddressFollows() {
    UUID person = store(Source.STAFF, ANN);
    assertThat(provided(person).kind()).isEqualTo(BindingKind.PASS_THROUGH);
    Visitor married = ANN.withUpn("ann.new@example.com");
    replace(person, Source.of(married));
    assertThat(provided(person).address()).isEqualTo(address("ann.new@example.com"));
    released(login(married));
    Visitor again = ANN.withUpn("ann.other@example.com");
    replace(person, Source.of(again));
    assertThat(provided(person).address()).isEqualTo(address("ann.new@example.com"));
    released(login(again));
    assertThat(due()).containsExactly(person);
    assertThat(provided(person).address()).isEqualTo(address("ann.other@example.com"));
    UUID other = store(Source.STAFF, Visitor.employee(9, "ann.other@example.com"));
    assertPlan(other, PlanState.HELD_BACK, Code.ADDRESS_BOUND_TO_OTHER);
  }

  // Groups, audit, preview.

  @Test
  void provisionWhenGroupsChangeThenMembershipsFollowAsAtLogin() {
    UUID person = store(Source.GUESTS, JOE);
    UUID mapped = group("Partners", "g-1");
    group("Others", "g-2");
    ledger.<Integer>inUnit(REALM, unit -> unit.groups().addMembers(mapped, List.of(person)));
    assertThat(provided(person).groups()).containsExactly("jira-partners");
    assertThat(members()).extracting(MemberDelivery::wanted).containsExactly(true);
    due();
    ledger.<Boolean>inUnit(REALM, unit -> unit.groups().remove(mapped));
    assertThat(due()).containsExactly(person);
    assertThat(provided(person).groups()).isEmpty();
    assertThat(members()).isEmpty();
    assertThat(
            ledger.<Optional<Delivery>>inUnit(
                REALM, unit -> unit.outbox().find(DeliveryKey.group("cloud", "jira-partners"))))
        .isPresent();
  }

  @Test
  void groupsWhenRulesReadNamesThenTheSameAtALoginAndInTheDirectory() {
    rules = rulesByGroupName();
    UUID person = store(Source.GUESTS, JOE);
    for (String name : List.of("Jira - Team", "Internal", "Other")) {
      UUID group = group(name, "id of " + name);
      ledger.inUnit(REALM, unit -> unit.groups().addMembers(group, List.of(person)));
    }
    Set<String> ids =
        Set.of("id of Jira - Team", "id of Internal", "id of Other", "id of nothing stored");

    ReleasedIdentity provided = provided(person);
    VerifiedIdentity token = JOE.identity();
    VerifiedIdentity signedIn =
        VerifiedIdentity.attested(
            token.evidence(), token.subject(), token.profile().withGroups(ids));
    ReleasedIdentity released = released(broker().login(attempt(signedIn)));

    assertThat(provided.groups()).containsExactly("ext-jira-Team");
    assertThat(released.groups()).isEqualTo(provided.groups());
    assertThat(broker().explain(signedIn).decision())
        .isInstanceOfSatisfying(
            Decision.Alias.class,
            decision -> assertThat(decision.groups()).containsExactly("ext-jira-Team"));
  }

  @Test
  void loginWhenNoChannelOfTheUpstreamKnowsANameThenNoGroupIsReleasedByName() {
    rules = rulesByGroupName();
    VerifiedIdentity token = JOE.identity();
    VerifiedIdentity signedIn =
        VerifiedIdentity.attested(
            token.evidence(), token.subject(), token.profile().withGroups(Set.of("g-1")));
    assertThat(released(broker().login(attempt(signedIn))).groups()).isEmpty();
    group("Jira - Late", "g-1");
    assertThat(released(broker().login(attempt(signedIn))).groups())
        .containsExactly("ext-jira-Late");
  }

  @Test
  void loginWhenTheTokenItselfNamesGroupsThenOnlyWhatChannelsStoredCounts() {
    rules = rulesForAdmins();
    group("Admins", "g-1");
    VerifiedIdentity token = JOE.identity();
    Profile plain = token.profile();
    Profile claiming =
        new Profile(
            plain.mail(),
            plain.mailVerified(),
            plain.signInName(),
            plain.upn(),
            plain.verifiedPrimaryEmails(),
            plain.displayName(),
            plain.givenName(),
            plain.surname(),
            PersonGroups.of(Set.of(), true),
            Set.of(),
            Map.of(Profile.GROUP_NAMES, List.of("Admins")));
    assertThat(broker().login(attempt(with(token, claiming))))
        .isInstanceOf(LoginOutcome.Refused.class);
    Profile member = claiming.withGroups(Set.of("g-1"));
    assertThat(broker().login(attempt(with(token, member))))
        .isInstanceOf(LoginOutcome.Released.class);
  }

  private static VerifiedIdentity with(VerifiedIdentity identity, Profile profile) {
    return VerifiedIdentity.attested(identity.evidence(), identity.subject(), profile);
  }

  private static RuleSet rulesForAdmins() {
    Template template = ((Template.Compiled) Template.compile("{mail.local}")).template();
    return RuleSet.of(
        new AddressDomains(Set.of(Realm.EMPLOYEES), Set.of(Realm.GUESTS)),
        List.of(
            Rule.of(
                "admins",
                List.of(
                    new Matcher.Text(
                        new Field.Claim(Profile.GROUP_NAMES), new Predicate.EqualTo("Admins"))),
                new Action.GiveAlias(template, Realm.GUESTS, OnCollision.SUFFIX))));
  }

  private static RuleSet rulesByGroupName() {
    Template template = ((Template.Compiled) Template.compile("{mail.local}")).template();
    List<GroupPattern> patterns =
        List.of(
            new GroupPattern(Predicate.Regex.of("Jira - (.+)"), Optional.of("jira-$1")),
            new GroupPattern(Predicate.Regex.of("Internal.*"), Optional.empty()));
    return RuleSet.of(
        new AddressDomains(Set.of(Realm.EMPLOYEES), Set.of(Realm.GUESTS)),
        List.of(
            new Rule(
                "guests",
                List.of(),
                new Action.GiveAlias(template, Realm.GUESTS, OnCollision.SUFFIX),
                AttributeRules.DEFAULTS,
                new GroupRules(Map.of(), patterns, "ext-", true))));
  }

  @Test
  void provisionWhenNothingIsNewThenNotAuditedAgain() {
    UUID person = store(Source.GUESTS, JOE);
    provided(person);
    int before = audit().size();
    provided(person);
    replace(person, Source.of(JOE.withMail("new@partner.example")));
    provided(person);
    assertThat(audit()).hasSize(before);
    assertThat(due()).isEmpty();
  }

  @Test
  void previewWhenAskedThenTheSameOutcomeAndNothingIsWritten() {
    UUID person = store(Source.GUESTS, JOE);
    PlanOutcome.Planned foretold = (PlanOutcome.Planned) broker().preview(person);
    assertThat(registry.find(JOE.subject())).isEmpty();
    assertThat(audit()).isEmpty();
    assertThat(due()).containsExactly(person);
    ReleasedIdentity provided = provided(person);
    assertThat(foretold.released().orElseThrow().address()).isEqualTo(provided.address());
    assertThat(foretold.plan().rule()).contains("guests");
    rules = rules(true);
    UUID other = store(Source.GUESTS, Visitor.guest(8, "jim@partner.example"));
    assertThat(((PlanOutcome.Planned) broker().preview(other)).plan().code())
        .contains(Code.LOGIN_REQUIRED);
    assertThat(broker().preview(new UUID(0, 0))).isEqualTo(new PlanOutcome.Unknown());
  }

  private static RuleSet rules(boolean loginFirst) {
    Template template = ((Template.Compiled) Template.compile("{mail.local}")).template();
    return RuleSet.of(
        new AddressDomains(Set.of(Realm.EMPLOYEES), Set.of(Realm.GUESTS)),
        List.of(
            Rule.of(
                "employees",
                List.of(new Matcher.Account(AccountKind.INTERNAL)),
                new Action.PassThrough(AddressSource.UPN)),
            new Rule(
                "guests",
                List.of(),
                new Action.GiveAlias(template, Realm.GUESTS, OnCollision.SUFFIX),
                AttributeRules.DEFAULTS,
                new GroupRules(Map.of("g-1", "jira-partners"), true),
                loginFirst)));
  }

  private UUID group(String name, String id) {
    GroupStatement statement = GroupStatement.named(name, Optional.of(id), "{}");
    StoreOutcome<SourceGroup> outcome =
        ledger.inUnit(REALM, unit -> unit.groups().insert("guests", statement));
    return ((StoreOutcome.Stored<SourceGroup>) outcome).value().id();
  }

  private List<UUID> due() {
    return broker().takeDue(100, Duration.ofMinutes(5));
  }

  private ReleasedIdentity provided(UUID person) {
    PlanOutcome outcome = broker().provision(person);
    assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
    PersonPlan plan = ((PlanOutcome.Planned) outcome).plan();
    assertThat(plan.code()).isEmpty();
    assertThat(plan.state()).isEqualTo(PlanState.PROVIDED);
    return ((PlanOutcome.Planned) outcome).released().orElseThrow();
  }

  private void assertPlan(UUID person, PlanState state, Code... code) {
    PlanOutcome outcome = broker().provision(person);
    assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
    PersonPlan plan = ((PlanOutcome.Planned) outcome).plan();
    assertThat(plan.code().stream().toList()).containsExactly(code);
    assertThat(plan.state()).isEqualTo(state);
  }

  private DesiredAccount account(Visitor visitor) {
    return account(binding(visitor).id());
  }

  private DesiredAccount account(UUID binding) {
    return delivery(binding).orElseThrow().account().orElseThrow();
  }

  private Optional<Delivery> delivery(UUID binding) {
    return ledger.inUnit(REALM, unit -> unit.outbox().find(DeliveryKey.account("cloud", binding)));
  }

  private List<MemberDelivery> members() {
    return ledger.inUnit(
        REALM, unit -> unit.outbox().members("cloud", "jira-partners", Optional.empty(), 10));
  }
}

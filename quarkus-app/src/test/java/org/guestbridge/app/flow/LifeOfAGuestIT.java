package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.guestbridge.app.store.RegistryDatabase;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SignInOutcome;
import org.guestbridge.simulators.entra.provisioning.Action;
import org.guestbridge.simulators.entra.provisioning.CycleReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One guest from the invitation to the next one, at every place: Entra's provisioning service, the
 * registry on PostgreSQL, Atlassian's directory and its sign-in, and mail through a real Postfix.
 * Run by the profile {@code interop}.
 */
@QuarkusTest
@WithTestResource(
    value = BrokerUnderTest.class,
    initArgs = @ResourceArg(name = "database", value = "postgres"))
@EnabledIfSystemProperty(named = "interop.postfix", matches = "true")
class LifeOfAGuestIT {

  private static final String INVITED = "gwen.guest@partner.example";
  private static final String MARRIED = "gwen.wright@partner.example";
  private static final String MOVED = "gwen@wright.example";
  private static final String ALIAS = "gwen.guest@guests.example.com";
  private static final String OTHER_IDP =
      "https://sts.windows.net/5a1f0c3e-7d2b-4e6a-9c8d-1b2a3c4d5e6f/";

  @Inject Register register;
  @Inject Plans plans;
  @Inject RegistryDatabase database;

  private final Site site = BrokerUnderTest.site();
  private final ProvisionedSite world = new ProvisionedSite(site);
  private final Directory tenant = world.tenant;
  private final Admin admin = new Admin(site);
  private final Person gwen = world.guest("gwen", INVITED);

  private RealMail mail;
  private WatchedGuest guest;

  @BeforeEach
  void start() throws Exception {
    mail = RealMail.start(database.dataSource(), Set.of("partner.example", "wright.example"));
    world.serve(
        register,
        text ->
            text.replace(
                "handledBy: guestbridge",
                "handledBy: guestbridge\n  exchanger: \"" + mail.exchanger() + "\""));
    guest = watch(gwen);
  }

  @AfterEach
  void stop() throws Exception {
    if (mail != null) {
      mail.close();
    }
    tenant.reset();
    register.serve(site, text -> text);
  }

  @Test
  void everyPlaceAgreesThroughTheWholeLifeOfAGuest() throws Exception {
    invited();
    provisioned();
    firstLogin();
    mailToTheAliasArrives();
    renamedAtHome();
    movedToAnotherGroup();
    redemptionReset();
    releasedByAnAdministrator();
    convertedToMember();
    convertedToAnAccountOfTheTenantAndBack();
    unassigned();
    deleted();
    invitedAgain();
  }

  private void invited() throws Exception {
    tenant.add(gwen);

    assertThat(plans.binding(EntraSettings.DEFAULT_TENANT, gwen.objectId())).isEmpty();
    mail.assertRefused(ALIAS);
    guest.assertAudited();
  }

  /** Nothing proves the mailbox yet, so there is an alias but neither account nor route. */
  private void provisioned() throws Exception {
    assertThat(world.cycle().count(Action.CREATED)).isEqualTo(1);

    guest.awaitPlan(PlanState.HELD_BACK, Optional.of(Code.MAIL_ROUTE_MISSING));
    assertThat(guest.binding().provisional()).isTrue();
    assertThat(guest.alias()).isEqualTo(ALIAS);
    assertThat(world.atlassian.userByUserName(ALIAS)).isEmpty();
    mail.assertRefused(ALIAS);
    guest.assertAudited("binding_created", "held_back mail_route_missing");
  }

  private void firstLogin() throws Exception {
    guest.assertReleased("Guest");

    guest.awaitPlan(PlanState.PROVIDED, Optional.empty());
    guest.awaitAccount(true, "jira-users");
    mail.assertAsked();
    assertThat(guest.binding().provisional()).isFalse();
    guest.assertAudited("binding_confirmed", "mail_route_proven", "released", "provided");
  }

  private void mailToTheAliasArrives() throws Exception {
    mail.assertArrives(ALIAS, INVITED);
    guest.assertAudited();
  }

  /** The name follows at once; mail follows the new address only once a sign-in proves it. */
  private void renamedAtHome() throws Exception {
    change(person -> person.displayName("Gwen Wright").names("Gwen", "Wright").email(MARRIED));
    assertThat(world.cycle().count(Action.UPDATED)).isEqualTo(1);

    Plans.await(() -> !guest.account().familyName().equals(Optional.of("Wright")));
    mail.assertArrives(ALIAS, INVITED);
    guest.assertReleased("Wright");
    mail.assertArrives(ALIAS, MARRIED);
    assertThat(guest.awaitAccount(true, "jira-users").email()).isEqualTo(ALIAS);
    guest.assertAudited("binding_fingerprint_changed", "mail_route_proven", "released");
  }

  private void movedToAnotherGroup() throws Exception {
    tenant.leave(gwen.key(), world.jira);
    tenant.join(gwen.key(), world.confluence);
    CycleReport report = world.cycle();
    assertThat(report.count(Action.MEMBER_REMOVED)).isEqualTo(1);
    assertThat(report.count(Action.MEMBER_ADDED)).isEqualTo(1);

    guest.awaitAccount(true, "confluence-users");
    guest.assertReleased("Wright");
    mail.assertArrives(ALIAS, MARRIED);
    guest.assertAudited("released");
  }

  /** Whoever redeemed anew may be somebody else, which the sign-in shows and SCIM does not. */
  private void redemptionReset() throws Exception {
    change(person -> person.preferredUsername(MOVED).email(MOVED).idp(OTHER_IDP));
    world.cycle();
    guest.awaitAccount(true, "confluence-users");

    guest.assertRefused("identity_changed");
    guest.assertWithdrawn(Optional.of(Code.BINDING_HELD));
    guest.assertRefused("binding_held");
    guest.assertAudited(
        "binding_held",
        "refused identity_changed",
        "withdrawn binding_held",
        "refused binding_held");
  }

  /** Mail goes where it went, until the next sign-in proves where it goes now. */
  private void releasedByAnAdministrator() throws Exception {
    order("release");

    guest.awaitPlan(PlanState.PROVIDED, Optional.empty());
    guest.awaitAccount(true, "confluence-users");
    mail.assertArrives(ALIAS, MARRIED);
    guest.assertReleased("Wright");
    mail.assertArrives(ALIAS, MOVED);
    guest.assertAudited(
        "binding_released",
        "provided",
        "binding_fingerprint_changed",
        "mail_route_proven",
        "released");
  }

  /** The user type says nothing about who authenticates the person. */
  private void convertedToMember() throws Exception {
    change(person -> person.kind(PersonKind.EXTERNAL_MEMBER).acct(0));
    world.cycle();

    guest.assertReleased("Wright");
    guest.awaitAccount(true, "confluence-users");
    mail.assertArrives(ALIAS, MOVED);
    guest.assertAudited("released");
  }

  /** An own account of the tenant is another kind of account: the alias is no employee's. */
  private void convertedToAnAccountOfTheTenantAndBack() throws Exception {
    Person member = tenant.get(gwen.key());
    change(
        person ->
            person
                .kind(PersonKind.EMPLOYEE)
                .withoutIdp()
                .upn("gwen.wright@example.com")
                .preferredUsername("gwen.wright@example.com"));
    guest.assertRefused("account_kind_changed");
    guest.assertWithdrawn(Optional.of(Code.BINDING_HELD));

    tenant.replace(member);
    order("release");
    guest.awaitPlan(PlanState.PROVIDED, Optional.empty());
    guest.awaitAccount(true, "confluence-users");
    guest.assertReleased("Wright");
    mail.assertArrives(ALIAS, MOVED);
    guest.assertAudited(
        "binding_held",
        "refused account_kind_changed",
        "withdrawn binding_held",
        "binding_released",
        "provided",
        "binding_fingerprint_changed",
        "released");
  }

  private void unassigned() throws Exception {
    tenant.leave(gwen.key(), world.confluence);
    change(person -> person.outcome(SignInOutcome.NOT_ASSIGNED));
    assertThat(world.cycle().count(Action.DISABLED)).isEqualTo(1);

    guest.assertWithdrawn(Optional.empty());
    guest.assertRefused("upstream_denied");
    assertThat(guest.binding().status()).isEqualTo(BindingStatus.ACTIVE);
    guest.assertAudited("withdrawn", "refused upstream_denied");
  }

  /** Entra does not tell of a deletion after it unassigned, so an administrator retires. */
  private void deleted() throws Exception {
    tenant.softDelete(gwen.key(), Clock.systemUTC()).purge(gwen.key());
    assertThat(world.cycle().count(Action.DELETED)).isZero();
    guest.assertWithdrawn(Optional.empty());

    order("retire");
    guest.assertWithdrawn(Optional.empty());
    assertThat(guest.binding().status()).isEqualTo(BindingStatus.RETIRED);
    guest.assertAudited("binding_retired");
  }

  /** Entra finds its former entry by the user name; the broker tells people by the object id. */
  private void invitedAgain() throws Exception {
    Binding tombstone = guest.binding();
    DirectorySnapshot.User formerAccount = guest.account();
    WatchedGuest former = guest;
    Person again = world.guest("gwen-again", INVITED);
    tenant.add(again);
    guest = watch(again);
    assertThat(world.cycle().count(Action.MATCHED)).isEqualTo(1);

    guest.awaitPlan(PlanState.HELD_BACK, Optional.of(Code.MAIL_ROUTE_MISSING));
    guest.assertReleased("Guest");
    guest.awaitPlan(PlanState.PROVIDED, Optional.empty());
    DirectorySnapshot.User account = guest.awaitAccount(true, "jira-users");
    mail.assertArrives(guest.alias(), INVITED);
    guest.assertAudited(
        "binding_created",
        "held_back mail_route_missing",
        "binding_confirmed",
        "mail_route_proven",
        "released",
        "provided");

    assertThat(guest.alias()).matches("gwen\\.guest.+@guests\\.example\\.com").isNotEqualTo(ALIAS);
    assertThat(account.id()).isNotEqualTo(formerAccount.id());
    assertThat(former.binding()).isEqualTo(tombstone);
    assertThat(former.account()).isEqualTo(formerAccount);
    assertThat(formerAccount.active()).isFalse();
    mail.assertRefused(ALIAS);
  }

  private WatchedGuest watch(Person person) {
    return new WatchedGuest(register, plans, new Browser(site), world.atlassian, mail, person);
  }

  private void change(UnaryOperator<Person.Builder> change) {
    tenant.change(gwen.key(), change);
  }

  private void order(String action) throws Exception {
    assertThat(admin.order(guest.binding().id().toString(), action)).isEqualTo(200);
  }
}

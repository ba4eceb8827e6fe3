package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.reconcile.RunState;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.core.provisioning.PlanState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The broker fills a directory that is not of our making: SCIMMY. After each step what SCIMMY shows
 * has to be what the tenant and the registry say. Run by the profile {@code interop}.
 */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
@EnabledIfSystemProperty(named = "interop.scimmy", matches = "true")
class ScimmyIT {

  private static final String CLOUD = "atlassian";

  /** More than one page of the broker's, and than one batch of members. */
  private static final int GUESTS = 130;

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  @Inject Register register;
  @Inject Plans plans;
  @Inject Ledger ledger;

  private final Site site = BrokerUnderTest.site();
  private final Admin admin = new Admin(site);
  private AssignedGuests guests;
  private ScimmyDirectory directory;

  @BeforeEach
  void start() throws Exception {
    site.entra().directory().reset();
    guests = new AssignedGuests(site, plans);
    directory = ScimmyDirectory.start();
    List<UnaryOperator<String>> edits =
        List.of(
            Scim.channel(site),
            Scim.directory(site, directory.base().toString(), ScimmyDirectory.KEY),
            guests.groupRule());
    register.serve(
        site,
        text -> {
          String edited = text;
          for (UnaryOperator<String> edit : edits) {
            edited = edit.apply(edited);
          }
          return edited;
        });
  }

  @AfterEach
  void stop() throws Exception {
    site.entra().directory().reset();
    register.serve(site, text -> text);
    directory.close();
  }

  @Test
  void everythingThatIsToldArrivesAndAgrees() throws Exception {
    peopleAndGroupsAreMade();
    changesFollow();
    whoComesBackHasTheSameAccount();
    answersThatWereLostAreAskedAgain();
    membershipsThatWereToldAlreadyDoNoHarm();
    whatIsNotOursIsHeldUntilAdopted();
    anAccountIsImported();
    driftIsFoundAndRepaired();
    assertThat(directory.answered("DELETE Groups 204")).isZero();
    assertThat(directory.answered("DELETE Users 204")).as("the one by hand").isOne();
  }

  private void peopleAndGroupsAreMade() throws Exception {
    guests.assign("jira");
    guests.assign("confluence");
    for (int number = 0; number < GUESTS; number++) {
      String[] groups = number < 10 ? new String[] {"jira", "confluence"} : new String[] {"jira"};
      guests.invite("guest." + number, groups);
    }
    guests.cycle();

    awaitAgreement();
    assertThat(directory.groups()).containsExactly("confluence", "jira");
    assertThat(directory.answered("POST Users 201")).isEqualTo(GUESTS);
    assertThat(directory.answered("POST Users 409")).isZero();
  }

  private void changesFollow() throws Exception {
    guests.assign("wiki");
    guests.change(0, person -> person.displayName("Greta Renamed").names("Greta", "Renamed"));
    guests.change(1, person -> person.accountEnabled(false));
    guests.move(2, "jira", "wiki");
    guests.remove(3);
    guests.removeGroup("confluence");
    guests.cycle();

    awaitAgreement();
    assertThat(account(0).familyName()).isEqualTo("Renamed");
    assertThat(account(1).active()).isFalse();
    assertThat(account(2).groups()).containsExactly("wiki");
    assertThat(account(3).active()).isFalse();
    assertThat(directory.groups()).containsExactly("confluence", "jira", "wiki");
  }

  private void whoComesBackHasTheSameAccount() throws Exception {
    String before = directory.user(guests.address(1));
    guests.change(1, person -> person.accountEnabled(true));
    guests.cycle();

    awaitAgreement();
    assertThat(directory.user(guests.address(1))).isEqualTo(before);
    assertThat(account(1).groups()).containsExactly("jira");
  }

  /** As if the broker had died between the directory's answer and its own note of it. */
  private void answersThatWereLostAreAskedAgain() throws Exception {
    DeliveryKey account = key(4);
    DeliveryKey group = DeliveryKey.group(CLOUD, "jira");
    String accountBefore = remoteId(account).orElseThrow();
    String groupBefore = remoteId(group).orElseThrow();
    for (DeliveryKey key : List.of(account, group)) {
      outbox(
          outbox -> {
            outbox.unlink(key, key.equals(account) ? accountBefore : groupBefore);
            return outbox.retry(key);
          });
    }

    Plans.await(() -> remoteId(account).isEmpty() || remoteId(group).isEmpty());
    assertThat(remoteId(account)).contains(accountBefore);
    assertThat(remoteId(group)).contains(groupBefore);
    assertThat(directory.answered("POST Users 409")).isOne();
    assertThat(directory.answered("POST Groups 409")).isOne();
    awaitSettled(0);
    awaitAgreement();
  }

  /** A change that changes nothing is answered with 204. */
  private void membershipsThatWereToldAlreadyDoNoHarm() throws Exception {
    int empty = directory.answered("PATCH Groups 204");
    directory.leave(directory.user(guests.address(5)), directory.group("jira"));
    guests.move(5, "jira", "wiki");
    guests.cycle();
    awaitAgreement();

    directory.join(directory.user(guests.address(6)), directory.group("wiki"));
    guests.move(6, "jira", "wiki");
    guests.cycle();
    awaitAgreement();
    awaitSettled(0);
    assertThat(directory.answered("PATCH Groups 204")).isGreaterThan(empty);
  }

  private void whatIsNotOursIsHeldUntilAdopted() throws Exception {
    String taken = directory.makeUser("taken@guests.example.com");
    directory.makeGroup(AssignedGuests.FOREIGN);
    ScimmyDirectory.Account before = directory.accounts().get("taken@guests.example.com");
    guests.assign(AssignedGuests.FOREIGN);
    int guest = guests.invite("taken", "jira", AssignedGuests.FOREIGN);
    guests.cycle();

    plans.await(guests.objectId(guest), PlanState.PROVIDED);
    awaitSetAside(key(guest), Code.DELIVERY_ACCOUNT_FOREIGN);
    awaitSetAside(DeliveryKey.group(CLOUD, AssignedGuests.FOREIGN), Code.DELIVERY_GROUP_FOREIGN);
    assertThat(directory.accounts()).containsEntry("taken@guests.example.com", before);

    String order =
        "&kind=user&item=" + key(guest).item() + "&remoteId=" + ScimmyDirectory.id(taken);
    assertThat(ask("deliveries/adopt", order, "").statusCode()).isEqualTo(200);
    awaitAgreement();
    assertThat(directory.user("taken@guests.example.com")).isEqualTo(taken);
  }

  private void anAccountIsImported() throws Exception {
    String account = directory.makeUser("old.name@guests.example.com");
    int guest = guests.invite("new.name", "jira");
    String entries =
        "{\"entries\":[{\"oid\":\"%s\",\"address\":\"old.name@guests.example.com\"}]}"
            .formatted(guests.objectId(guest));

    assertThat(ask("imports", "&apply=true", entries).body())
        .contains("\"keep\"")
        .contains("\"applied\":true");
    guests.cycle();

    awaitAgreement();
    assertThat(guests.address(guest)).isEqualTo("old.name@guests.example.com");
    assertThat(directory.user("old.name@guests.example.com")).isEqualTo(account);
  }

  private void driftIsFoundAndRepaired() throws Exception {
    awaitSettled(1);
    int pages = directory.answered("GET Users 200 further");
    assertThat(kinds(run("compare"))).containsOnlyKeys("set_aside");
    assertThat(directory.answered("GET Users 200 further")).isGreaterThan(pages);

    directory.replace(directory.user(guests.address(8)), "name.familyName", "Forged");
    directory.replace(directory.user(guests.address(3)), "active", true);
    directory.delete(directory.user(guests.address(9)));
    directory.leave(directory.user(guests.address(10)), directory.group("jira"));
    directory.join(directory.user(guests.address(11)), directory.group("wiki"));
    assertThat(kinds(run("repair")))
        .containsOnly(
            entry("set_aside", 1L),
            entry("name_differs", 1L),
            entry("active_undesired", 1L),
            entry("account_missing", 1L),
            entry("member_missing", 1L),
            entry("member_extra", 1L));

    awaitAgreement();
    awaitSettled(1);
    assertThat(kinds(run("compare"))).containsOnlyKeys("set_aside");
  }

  private void awaitAgreement() throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    Map<String, ScimmyDirectory.Account> expected = guests.expected();
    Map<String, ScimmyDirectory.Account> actual = directory.accounts();
    while (expected.size() < guests.count() || !actual.equals(expected)) {
      if (System.nanoTime() - deadline > 0) {
        assertThat(actual).isEqualTo(expected);
        throw new AssertionError("not everybody has a binding");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      expected = guests.expected();
      actual = directory.accounts();
    }
  }

  /**
   * Waits until the broker knows that nothing is left to tell.
   *
   * @param held memberships in groups that are not ours
   */
  private void awaitSettled(int held) {
    Plans.await(
        () ->
            outbox(outbox -> outbox.backlog(CLOUD).waiting() + outbox.differingMembers(CLOUD))
                != held);
  }

  private void awaitSetAside(DeliveryKey key, Code code) {
    Plans.await(
        () ->
            outbox(outbox -> outbox.find(key))
                .filter(delivery -> delivery.state() == DeliveryState.SET_ASIDE)
                .filter(delivery -> delivery.lastCode().equals(Optional.of(code)))
                .isEmpty());
  }

  private DeliveryKey key(int guest) {
    return DeliveryKey.account(CLOUD, guests.binding(guest).id());
  }

  private Optional<String> remoteId(DeliveryKey key) {
    return outbox(outbox -> outbox.find(key)).flatMap(Delivery::remoteId);
  }

  private <T> T outbox(Function<Outbox, T> question) {
    return ledger.inUnit(Site.REALM, unit -> question.apply(unit.outbox()));
  }

  private ScimmyDirectory.Account account(int guest) throws Exception {
    return directory.accounts().get(guests.address(guest));
  }

  private HttpResponse<String> ask(String operation, String query, String body) throws Exception {
    return admin.ask("/admin/v1/" + operation + "?directory=" + CLOUD + query, body);
  }

  /** Runs a comparison to its end. */
  private RunState run(String purpose) throws Exception {
    RunState state =
        AdminJson.read(ask("reconciliations", "&purpose=" + purpose, "").body(), RunState.class);
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (state.finishedAt().isEmpty()) {
      assertThat(System.nanoTime() - deadline).as("the comparison ends in time").isNegative();
      LockSupport.parkNanos(PAUSE.toNanos());
      state =
          AdminJson.read(
              admin.read("/admin/v1/reconciliations?directory=" + CLOUD).body(), RunState.class);
    }
    assertThat(state.code()).isEmpty();
    return state;
  }

  private static Map<String, Long> kinds(RunState state) {
    return state.counts().stream()
        .filter(count -> !count.note())
        .collect(Collectors.toMap(RunState.Count::kind, RunState.Count::found));
  }
}

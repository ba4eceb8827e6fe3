package org.guestbridge.app.scim.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.scim.out.DirectoryFixture.CLOUD;
import static org.guestbridge.app.scim.out.DirectoryFixture.address;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Directories answer in more ways than Atlassian's. */
@Timeout(120)
class OtherDirectoryTest {

  private static final UUID JOE = new UUID(9, 1);
  private static final UUID ANN = new UUID(9, 2);
  private static final UUID BOB = new UUID(9, 3);

  private DirectoryFixture fixture;
  private OtherDirectory directory;
  private Deliverer deliverer;

  @BeforeEach
  void start() throws Exception {
    fixture = new DirectoryFixture();
    directory = new OtherDirectory(fixture);
    deliverer =
        fixture.deliverer(directory.base(), fixture.scim.keys().current(), Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    deliverer.close();
    directory.close();
    fixture.close();
  }

  @Test
  void roundWhenAChangeIsAnsweredWithNothingThenAskedWhatCameOfIt() throws Exception {
    fixture.provide(JOE, "Joe", "jira", "wiki");
    fixture.settle(deliverer);
    fixture.provide(JOE, "Joseph", "wiki", "admins");
    fixture.settle(deliverer);

    assertThat(user(JOE).givenName()).contains("Joseph");
    assertThat(user(JOE).groups()).containsExactly("admins", "wiki");
    assertThat(directory.emptyAnswers()).isGreaterThanOrEqualTo(4);
    assertThat(fixture.find(JOE).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(fixture.scim.counters().redundantWrites()).isZero();
  }

  @Test
  void claimWhenAnsweredWithNothingThenItIsOurs() throws Exception {
    fixture.provide(JOE, "Joe");
    fixture.settle(deliverer);
    RemoteAccount account = deliverer.reader().accountsNamed(address(JOE)).get(0);
    DesiredAccount owner =
        new DesiredAccount(
            ANN, EmailAddress.parse(address(ANN)), Optional.of("Ann"), Optional.of("Doe"), true);

    deliverer.reader().claim(account, owner);

    assertThat(directory.emptyAnswers()).isOne();
    assertThat(fixture.scim.user(account.id()).orElseThrow().externalId()).contains(ANN.toString());
  }

  @Test
  void roundWhenOneHasLeftAlreadyThenTheOthersAreTold() throws Exception {
    fixture.provide(JOE, "Joe", "wiki");
    fixture.provide(ANN, "Ann", "wiki");
    fixture.settle(deliverer);
    removeByHand(JOE);
    fixture.provide(JOE, "Joe");
    fixture.provide(ANN, "Ann");
    fixture.provide(BOB, "Bob", "wiki");
    fixture.settle(deliverer);

    assertThat(directory.refusedRemovals()).isGreaterThanOrEqualTo(2);
    assertThat(user(JOE).groups()).isEmpty();
    assertThat(user(ANN).groups()).isEmpty();
    assertThat(user(BOB).groups()).containsExactly("wiki");
    assertThat(fixture.group("wiki").state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void roundWhenAMemberIsSaidToBeNoneThenNotBelieved() throws Exception {
    fixture.provide(JOE, "Joe", "wiki");
    fixture.settle(deliverer);
    directory.refuseMembersToo();
    fixture.provide(JOE, "Joe");
    for (int i = 0; i < 5; i++) {
      deliverer.round();
    }

    assertThat(user(JOE).groups()).containsExactly("wiki");
    assertThat(fixture.group("wiki").state()).isEqualTo(DeliveryState.SET_ASIDE);
    assertThat(fixture.group("wiki").lastCode()).contains(Code.DELIVERY_REFUSED);
    assertThat(fixture.group("wiki").lastDetail().orElseThrow()).contains("noTarget");
    assertThat(fixture.<Long>outbox(outbox -> outbox.differingMembers(CLOUD))).isOne();
  }

  @Test
  void accountsWhenTheDirectoryBeginsAgainThenEachIsReadOnce() throws Exception {
    for (int i = 1; i <= 105; i++) {
      fixture.provide(new UUID(9, i), "Joe");
    }
    fixture.settle(deliverer);
    List<String> read = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();

    deliverer
        .reader()
        .accounts(
            (page, total) -> {
              pages.add(page.size());
              page.forEach(account -> read.add(account.id()));
            });

    assertThat(pages).containsExactly(100, 5);
    assertThat(read).doesNotHaveDuplicates().hasSize(105);
  }

  private DirectorySnapshot.User user(UUID id) {
    return fixture.scim.usersByExternalId(id.toString()).get(0);
  }

  /** As if the broker had told it before, and the answer had been lost. */
  private void removeByHand(UUID id) throws Exception {
    String group = fixture.group("wiki").remoteId().orElseThrow();
    String body =
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
            + "{\"op\":\"remove\",\"path\":\"members[value eq \\\""
            + user(id).id()
            + "\\\"]\"}]}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(fixture.scim.base() + "/Groups/" + group))
            .header("Authorization", "Bearer " + fixture.scim.keys().current())
            .header("Content-Type", "application/scim+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}

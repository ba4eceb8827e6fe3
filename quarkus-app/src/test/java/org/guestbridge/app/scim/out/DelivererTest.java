package org.guestbridge.app.scim.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.scim.out.DirectoryFixture.CLOUD;
import static org.guestbridge.app.scim.out.DirectoryFixture.address;

import io.micrometer.core.instrument.Counter;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.guestbridge.simulators.atlassian.scim.ScimFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class DelivererTest {

  private static final UUID JOE = new UUID(9, 1);
  private static final UUID ANN = new UUID(9, 2);

  private DirectoryFixture fixture;
  private Deliverer deliverer;

  @BeforeEach
  void start() throws Exception {
    fixture = fixture();
    deliverer = fixture.deliverer();
  }

  DirectoryFixture fixture() throws Exception {
    return new DirectoryFixture();
  }

  @AfterEach
  void stop() {
    deliverer.close();
    fixture.close();
  }

  @Test
  void roundWhenAPersonLivesThenTheDirectoryFollows() throws Exception {
    fixture.provide(JOE, "Joe", "jira", "wiki");
    fixture.settle(deliverer);
    DirectorySnapshot.User made = user(JOE);
    assertThat(made.userName()).isEqualTo(address(JOE));
    assertThat(made.email()).isEqualTo(address(JOE));
    assertThat(made.externalId()).contains(JOE.toString());
    assertThat(made.givenName()).contains("Joe");
    assertThat(made.familyName()).contains("Doe");
    assertThat(made.displayName()).contains("Joe Doe");
    assertThat(made.active()).isTrue();
    assertThat(made.groups()).containsExactly("jira", "wiki");
    fixture.provide(JOE, "Joseph", "wiki", "admins");
    fixture.settle(deliverer);
    assertThat(user(JOE).id()).isEqualTo(made.id());
    assertThat(user(JOE).givenName()).contains("Joseph");
    assertThat(user(JOE).groups()).containsExactly("admins", "wiki");
    fixture.withdraw(JOE);
    fixture.settle(deliverer);
    assertThat(user(JOE).active()).isFalse();
    assertThat(user(JOE).groups()).isEmpty();
    fixture.provide(JOE, "Joseph", "wiki");
    fixture.settle(deliverer);
    assertThat(user(JOE).id()).isEqualTo(made.id());
    assertThat(user(JOE).active()).isTrue();
    assertThat(fixture.scim.counters().usersDeleted()).isZero();
    assertThat(fixture.scim.counters().groupsDeleted()).isZero();
    assertThat(fixture.scim.counters().redundantWrites()).isZero();
  }

  @Test
  void roundWhenErasedThenTheAccountIsStillDeactivated() throws Exception {
    fixture.provide(JOE, "Joe");
    fixture.settle(deliverer);
    fixture.withdraw(JOE);
    fixture.outbox(
        outbox -> {
          outbox.erase(JOE);
          return JOE;
        });
    fixture.settle(deliverer);
    assertThat(user(JOE).active()).isFalse();
  }

  @Test
  void roundWhenNeverMadeAndWithdrawnThenNoAccountIsMade() throws Exception {
    fixture.provide(JOE, "Joe");
    fixture.withdraw(JOE);
    fixture.settle(deliverer);
    assertThat(fixture.scim.userCount()).isZero();
  }

  @Test
  void roundWhenTheAddressIsAnothersThenSetAsideUntouchedUntilAdopted() throws Exception {
    String other = create("Users", user(address(JOE), "somebody-else"));
    fixture.provide(JOE, "Joe", "wiki");
    deliverer.round();
    Delivery delivery = fixture.find(JOE);
    assertThat(delivery.state()).isEqualTo(DeliveryState.SET_ASIDE);
    assertThat(delivery.lastCode()).contains(Code.DELIVERY_ACCOUNT_FOREIGN);
    assertThat(delivery.lastDetail().orElseThrow()).contains(other).contains("uniqueness");
    assertThat(fixture.scim.user(other).orElseThrow().externalId()).contains("somebody-else");
    assertThat(fixture.scim.user(other).orElseThrow().groups()).isEmpty();
    DeliveryKey key = DeliveryKey.account(CLOUD, JOE);
    fixture.outbox(
        outbox -> {
          outbox.link(key, other);
          return outbox.retry(key);
        });
    fixture.settle(deliverer);
    assertThat(user(JOE).id()).isEqualTo(other);
    assertThat(user(JOE).externalId()).contains(JOE.toString());
    assertThat(user(JOE).groups()).containsExactly("wiki");
  }

  @Test
  void roundWhenLinkedToAnAccountWithAnotherAddressThenItIsNotTouched() throws Exception {
    String other = create("Users", user("boss@example.com", "somebody-else"));
    fixture.provide(JOE, "Joe", "wiki");
    fixture.outbox(
        outbox -> {
          outbox.link(DeliveryKey.account(CLOUD, JOE), other);
          return JOE;
        });
    deliverer.round();
    assertThat(fixture.find(JOE).lastCode()).contains(Code.DELIVERY_ACCOUNT_FOREIGN);
    deliverer.round();
    assertThat(fixture.scim.user(other).orElseThrow().userName()).isEqualTo("boss@example.com");
    assertThat(fixture.scim.user(other).orElseThrow().groups()).isEmpty();
    assertThat(fixture.find(JOE).remoteId()).isEmpty();
  }

  @Test
  void roundWhenTheGroupIsNotOursThenNobodyJoinsIt() throws Exception {
    create(
        "Groups",
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],"
            + "\"displayName\":\"site-admins\"}");
    fixture.scim.organizationGroup("org-admins");
    fixture.provide(JOE, "Joe", "site-admins", "org-admins", "wiki");
    for (int i = 0; i < 5; i++) {
      deliverer.round();
    }
    assertThat(fixture.group("site-admins").lastCode()).contains(Code.DELIVERY_GROUP_FOREIGN);
    assertThat(fixture.group("org-admins").lastCode()).contains(Code.DELIVERY_GROUP_FOREIGN);
    assertThat(user(JOE).groups()).containsExactly("wiki");
  }

  @ParameterizedTest
  @EnumSource(
      value = ScimFault.class,
      names = {
        "TOO_MANY_REQUESTS",
        "ERROR_500",
        "UNAVAILABLE_503",
        "RESET_BEFORE",
        "RESET_AFTER_WRITE",
        "ERROR_500_AFTER_WRITE",
        "SLOW",
        "HTML_ANSWER",
        "TRUNCATED_JSON"
      })
  void roundWhenTheDirectoryFailsThenRepeatedWithoutADuplicate(ScimFault fault) throws Exception {
    fixture.scim.faults().delay(Duration.ofSeconds(3)).next(fault);
    fixture.provide(JOE, "Joe", "wiki");
    deliverer.round();
    fixture.settle(deliverer);
    assertThat(user(JOE).groups()).containsExactly("wiki");
    assertThat(fixture.scim.userCount()).isEqualTo(1);
    assertThat(fixture.scim.groupCount()).isEqualTo(1);
    assertThat(fixture.scim.counters().creations(JOE.toString())).isEqualTo(1);
  }

  @Test
  void roundWhenRefusedThenSetAsideWithTheBodyAndRetriedByOrder() throws Exception {
    fixture.scim.faults().next(ScimFault.BAD_REQUEST);
    fixture.provide(JOE, "Joe");
    deliverer.round();
    Delivery delivery = fixture.find(JOE);
    assertThat(delivery.state()).isEqualTo(DeliveryState.SET_ASIDE);
    assertThat(delivery.lastCode()).contains(Code.DELIVERY_REFUSED);
    assertThat(delivery.lastDetail().orElseThrow()).contains("not understood");
    assertThat(deliverer.round()).isZero();
    boolean again = fixture.outbox(outbox -> outbox.retry(delivery.key()));
    assertThat(again).isTrue();
    fixture.settle(deliverer);
    assertThat(user(JOE).active()).isTrue();
  }

  @Test
  void roundWhenAnotherTookTheDeliveryMeanwhileThenNeitherCountedNorWrittenDown() throws Exception {
    fixture.provide(JOE, "Joe");
    fixture.provide(ANN, "Ann");
    fixture.scim.faults().next(ScimFault.BAD_REQUEST);
    try (Deliverer slow = fixture.deliverer(afterEachOfWhoseLeasesAnotherTakes(JOE, ANN))) {
      assertThat(slow.round()).isEqualTo(2);
    }
    assertThat(counted("lease_lost")).isEqualTo(2);
    assertThat(counted("delivered")).isZero();
    assertThat(counted(Code.DELIVERY_REFUSED.text())).isZero();
    for (UUID each : new UUID[] {JOE, ANN}) {
      assertThat(fixture.find(each).lastCode()).contains(Code.DELIVERY_STOPPED);
      assertThat(fixture.find(each).deliveredVersion()).isZero();
      fixture.outbox(outbox -> outbox.retry(DeliveryKey.account(CLOUD, each)));
    }
    fixture.settle(deliverer);
    assertThat(counted("delivered")).isEqualTo(2);
    assertThat(counted("lease_lost")).isEqualTo(2);
  }

  private double counted(String outcome) {
    return fixture
        .metrics
        .find("guestbridge.deliveries")
        .tag("outcome", outcome)
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private Ledger afterEachOfWhoseLeasesAnotherTakes(UUID... accounts) {
    AtomicBoolean leased = new AtomicBoolean();
    return new Ledger() {
      @Override
      public <T> T inUnit(RealmId realm, Work<T> work) {
        if (leased.getAndSet(true)) {
          for (UUID each : accounts) {
            DeliveryKey key = DeliveryKey.account(CLOUD, each);
            fixture.outbox(outbox -> outbox.setAside(key, Code.DELIVERY_STOPPED));
          }
        }
        return fixture.ledger.inUnit(realm, work);
      }
    };
  }

  @Test
  void roundWhenTheKeyIsRefusedThenOnlyAProbeAsksUntilItWorks() throws Exception {
    for (int i = 1; i <= 40; i++) {
      fixture.provide(new UUID(9, i), "Joe");
    }
    fixture.scim.faults().untilCleared(ScimFault.UNAUTHORIZED);
    deliverer.round();
    long asked = fixture.scim.counters().requests();
    assertThat(asked).isLessThanOrEqualTo(8);
    assertThat(deliverer.round()).isZero();
    assertThat(fixture.scim.counters().requests()).isEqualTo(asked);
    assertThat(fixture.find(JOE).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(stopped()).isEqualTo(1);
    fixture.scim.faults().clear();
    deliverer.close();
    deliverer = fixture.deliverer(fixture.scim.base(), "wrong-key", Duration.ofMillis(1));
    fixture.outbox(outbox -> outbox.retry(DeliveryKey.account(CLOUD, JOE)));
    deliverer.round();
    assertThat(fixture.find(JOE).lastCode()).contains(Code.DELIVERY_KEY_REFUSED);
    assertThat(fixture.find(JOE).lastDetail().orElseThrow()).doesNotContain("wrong-key");
    fixture.scim.keys().use("wrong-key");
    for (int i = 1; i <= 40; i++) {
      UUID id = new UUID(9, i);
      fixture.outbox(outbox -> outbox.retry(DeliveryKey.account(CLOUD, id)));
    }
    fixture.settle(deliverer);
    assertThat(stopped()).isZero();
    assertThat(fixture.scim.userCount()).isEqualTo(40);
  }

  @Test
  void roundWhenThereIsNoDirectoryThenStoppedAndNothingIsSetAside() throws Exception {
    deliverer.close();
    URI elsewhere = URI.create(fixture.scim.base().toString().replace("/scim/", "/elsewhere/"));
    deliverer = fixture.deliverer(elsewhere, fixture.scim.keys().current(), Duration.ofHours(1));
    fixture.provide(JOE, "Joe");
    deliverer.round();
    assertThat(fixture.find(JOE).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(fixture.find(JOE).deliveredVersion()).isZero();
  }

  @Test
  void roundWhenSomebodyDeletedThereThenMadeAnew() throws Exception {
    fixture.provide(JOE, "Joe", "wiki");
    fixture.settle(deliverer);
    String first = user(JOE).id();
    fixture.send("DELETE", "Users/" + first, "");
    fixture.send("DELETE", "Groups/" + fixture.group("wiki").remoteId().orElseThrow(), "");
    fixture.provide(JOE, "Joseph", "wiki");
    fixture.provide(ANN, "Ann", "wiki");
    fixture.settle(deliverer);
    assertThat(user(JOE).id()).isNotEqualTo(first);
    assertThat(user(JOE).groups()).containsExactly("wiki");
    assertThat(user(ANN).groups()).containsExactly("wiki");
  }

  private double stopped() {
    return fixture.metrics.find("guestbridge.delivery.stopped").gauges().stream()
        .mapToDouble(gauge -> gauge.value())
        .sum();
  }

  private DirectorySnapshot.User user(UUID id) {
    return fixture.scim.usersByExternalId(id.toString()).get(0);
  }

  private static String user(String address, String externalId) {
    return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\""
        + address
        + "\",\"externalId\":\""
        + externalId
        + "\",\"emails\":[{\"value\":\""
        + address
        + "\",\"primary\":true,\"type\":\"work\"}]}";
  }

  private String create(String resources, String body) throws Exception {
    return fixture.send("POST", resources, body).replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
  }
}

package org.guestbridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.admin.AdminServer;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.FilledDirectory;
import org.guestbridge.app.admin.LedgerOperations;
import org.guestbridge.app.scim.out.Deliverer;
import org.guestbridge.app.scim.out.DirectoryFixture;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PersonPlan;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.PullLease;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.simulators.atlassian.scim.ScimFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProvisioningCommandTest {

  private static final UUID JOE = new UUID(9, 1);
  private static final UUID ANN = new UUID(9, 2);
  private static final LocalDate LAST_DAY = LocalDate.of(2027, 5, 1);

  @TempDir Path temporary;

  private DirectoryFixture fixture;
  private Deliverer deliverer;
  private Broker broker;
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    fixture = new DirectoryFixture();
    deliverer = fixture.deliverer();
    broker =
        new Broker(
            fixture.ledger,
            DirectoryFixture.REALM,
            () -> {
              throw new IllegalStateException("no rules are read");
            },
            ChangedHumanPolicies.defaults(),
            code -> false);
    server = new AdminServer(operations(deliverer), temporary);
  }

  private LedgerOperations operations(Deliverer serving) {
    return new LedgerOperations(
        fixture.ledger,
        DirectoryFixture.REALM,
        broker,
        claims -> {
          throw new RefusalException(Code.BROKER_UNREACHABLE, "nothing is explained");
        },
        () -> new BrokerStatus(List.of("example"), "1", "ring", "up"),
        "broker",
        Optional.of(
            Map.of(
                DirectoryFixture.CLOUD,
                new FilledDirectory(Optional.of(LAST_DAY), serving.stopped()))));
  }

  @AfterEach
  void stop() {
    server.close();
    deliverer.close();
    fixture.close();
  }

  @Test
  void statusWhenSomethingWaitsThenCountedByState() throws Exception {
    fixture.scim.faults().next(ScimFault.BAD_REQUEST);
    fixture.provide(JOE, "Joe");
    deliverer.round();
    fixture.provide(ANN, "Ann");
    Run status = run("status");
    assertThat(status.exit()).isZero();
    assertThat(status.out()).contains("atlassian: 1 waiting").contains("delivery_refused");
    assertThat(run("status", "--json").json().at("/directories/0/waiting").asInt()).isOne();
    assertThat(run("status", "--directory", "nowhere").err())
        .contains("delivery_directory_unknown");
    assertThat(status.out())
        .contains("last day of its key 2027-05-01")
        .doesNotContain("stopped")
        .doesNotContain("held back");
  }

  @Test
  void statusWhenPeopleAreHeldBackThenCountedByChannelAndCodeWithoutAnyName() throws Exception {
    told("joe.canary@partner.example", PlanState.HELD_BACK, Optional.of(Code.RULE_NO_MATCH));
    told("ann.canary@partner.example", PlanState.HELD_BACK, Optional.of(Code.BINDING_HELD));
    told("eve.canary@partner.example", PlanState.PROVIDED, Optional.empty());
    told("new.canary@partner.example", PlanState.NEW, Optional.empty());
    Run status = run("status");
    assertThat(status.exit()).isZero();
    assertThat(status.out())
        .contains("guests: 1 of 4 people provided, 2 held back, 0 withdrawn, 1 undecided; 1 due")
        .containsPattern("held back rule_no_match +1  " + Code.RULE_NO_MATCH.remedy())
        .containsPattern("held back binding_held +1 ")
        .contains("status --held")
        .doesNotContain("canary");
    JsonNode json = run("status", "--json").json();
    assertThat(json.at("/channels/0/people").asInt()).isEqualTo(4);
    assertThat(json.at("/channels/0/heldBack").findValuesAsText("code"))
        .containsExactlyInAnyOrder("rule_no_match", "binding_held");
  }

  @Test
  void heldWhenAskedForThenEachWithNameCodeAndWhatMendsIt() throws Exception {
    told("joe.canary@partner.example", PlanState.HELD_BACK, Optional.of(Code.RULE_NO_MATCH));
    told("ann.canary@partner.example", PlanState.HELD_BACK, Optional.of(Code.BINDING_HELD));
    told("eve.canary@partner.example", PlanState.PROVIDED, Optional.empty());
    Run held = run("status", "--held");
    assertThat(held.out())
        .contains("joe.canary@partner.example", Code.RULE_NO_MATCH.remedy())
        .contains("ann.canary@partner.example", "guestbridge aliases show " + ANN)
        .doesNotContain("eve.canary");
    Run coded = run("status", "--held", "--code", "binding_held", "--json");
    assertThat(coded.json().at("/userName").asText()).startsWith("ann");
    assertThat(run("status", "--held", "--code", "rule_refused").err()).contains("Nobody");
    assertThat(run("status", "--code", "binding_held").exit()).isEqualTo(2);
    assertThat(run("status", "--held", "--code", "no_code").exit()).isEqualTo(2);
  }

  @Test
  void statusWhenTheKeyIsRefusedThenStoppedWithTheRemedy() throws Exception {
    try (Deliverer refused = fixture.deliverer(fixture.scim.base(), "wrong", Duration.ofHours(1))) {
      fixture.provide(JOE, "Joe");
      refused.round();
      server.close();
      server = new AdminServer(operations(refused), temporary);
      assertThat(run("status").out())
          .contains("stopped: delivery_key_refused; " + Code.DELIVERY_KEY_REFUSED.remedy());
      assertThat(run("status", "--json").json().at("/directories/0/stopped/code").asText())
          .isEqualTo("delivery_key_refused");
    }
  }

  /** Somebody of whom a channel told and about whom was decided. */
  private void told(String userName, PlanState state, Optional<Code> code) {
    PersonStatement statement =
        new PersonStatement(userName, Optional.empty(), userName, Optional.empty(), true, "{}");
    SourcePerson person =
        fixture
            .ledger
            .inUnit(DirectoryFixture.REALM, unit -> unit.people().insert("guests", statement))
            .fold(
                stored -> stored,
                () -> {
                  throw new AssertionError("taken");
                },
                () -> {
                  throw new AssertionError("taken");
                });
    if (state == PlanState.NEW) {
      return;
    }
    PersonPlan plan = new PersonPlan(state, code, Optional.empty(), code.map(held -> ANN), "v1");
    fixture.ledger.inUnit(
        DirectoryFixture.REALM,
        unit -> {
          unit.plans().settle(person.id(), plan, Optional.empty());
          return plan;
        });
  }

  @Test
  void withdrawWhenWhatIsWithheldThenAllowedAndAuditedAndOtherwiseRefused() throws Exception {
    PullLoss loss = new PullLoss(300, 0, 7);
    withhold(loss);
    String exact =
        "guestbridge provisioning withdraw --channel tenant --guests 300 --members 7 --as NAME";

    assertThat(run("status").out()).contains("graph_withdrawal_suspicious").contains(exact);
    assertThat(run("pull").out()).contains(exact);
    assertThat(run("status", "--json").json().at("/withheld/0/withheld/guests").asLong())
        .isEqualTo(300);
    assertThat(run("withdraw", "--channel", "tenant", "--yes").exit()).isEqualTo(2);
    assertThat(run("withdraw", "--channel", "tenant", "--guests", "300").exit()).isEqualTo(2);
    assertThat(run("withdraw", "--channel", "tenant", "--guests", "300", "--yes").err())
        .contains("request_invalid");
    assertThat(run("withdraw", "--channel", "nobody", "--guests", "300", "--yes").err())
        .contains("channel_unknown");
    assertThat(allowance()).isEmpty();
    Run allowed =
        run(
            "withdraw",
            "--channel",
            "tenant",
            "--guests",
            "300",
            "--members",
            "7",
            "--as",
            "ticket-4711",
            "--yes");

    assertThat(allowed.exit()).isZero();
    assertThat(allowance()).contains(loss);
    AuditRecord audited =
        fixture.ledger.inUnit(DirectoryFixture.REALM, unit -> unit.auditLog(0, 1_000)).stream()
            .filter(record -> record.type().equals("withdrawal_allowed"))
            .findFirst()
            .orElseThrow();
    assertThat(audited.details()).containsEntry("actor", "ticket-4711");
    assertThat(audited.correlationId()).contains("tenant").contains("300 guests");
  }

  @Test
  void retryWhenSetAsideThenToldAnew() throws Exception {
    fixture.scim.faults().next(ScimFault.BAD_REQUEST);
    fixture.provide(JOE, "Joe");
    deliverer.round();
    Run listed = run("set-aside", "--directory", "atlassian");
    assertThat(listed.out()).contains(JOE.toString()).contains("not understood");
    assertThat(run("retry", "--directory", "atlassian", "--all").exit()).isZero();
    fixture.settle(deliverer);
    assertThat(fixture.scim.usersByExternalId(JOE.toString())).hasSize(1);
    assertThat(run("set-aside", "--directory", "atlassian").err()).contains("Nothing");
    assertThat(run("retry", "--directory", "atlassian", ANN.toString()).err())
        .contains("delivery_unknown");
    assertThat(run("retry", "--directory", "atlassian").exit()).isEqualTo(2);
  }

  @Test
  void setAsideWhenPendingThenLeftAloneUntilRetried() throws Exception {
    fixture.provide(JOE, "Joe");
    assertThat(run("set-aside", "--directory", "atlassian", JOE.toString()).exit()).isZero();
    assertThat(deliverer.round()).isZero();
    assertThat(run("set-aside", "--directory", "atlassian", JOE.toString()).err())
        .contains("request_invalid");
    assertThat(run("retry", "--directory", "atlassian", JOE.toString()).exit()).isZero();
    fixture.settle(deliverer);
    assertThat(fixture.scim.userCount()).isOne();
  }

  @Test
  void adoptWhenTheAddressIsTakenThenOnlyByOrderAndAudited() throws Exception {
    String body =
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"%s\","
            + "\"emails\":[{\"value\":\"%s\",\"primary\":true}]}";
    fixture.send("POST", "Users", body.replace("%s", DirectoryFixture.address(JOE)));
    String id = fixture.scim.snapshot().users().get(0).id();
    fixture.provide(JOE, "Joe");
    assertThat(adopt(id).err()).contains("request_invalid");
    deliverer.round();
    assertThat(run("set-aside", "--directory", "atlassian").out())
        .contains("delivery_account_foreign")
        .contains(id);
    assertThat(adopt("../Groups/x").err()).contains("request_invalid");
    fixture.provide(ANN, "Ann");
    deliverer.round();
    assertThat(adopt(fixture.find(ANN).remoteId().orElseThrow()).err()).contains("request_invalid");
    assertThat(run("adopt", "--directory", "atlassian", JOE.toString()).exit()).isEqualTo(2);
    assertThat(run("adopt", "--directory", "atlassian", "--id", id).exit()).isEqualTo(2);
    assertThat(run("retry", "--directory", "atlassian", "--all", "--id", id).exit()).isEqualTo(2);
    assertThat(adopt(id).exit()).isZero();
    fixture.settle(deliverer);
    assertThat(fixture.find(JOE).remoteId()).contains(id);
    assertThat(fixture.scim.user(id).orElseThrow().externalId()).contains(JOE.toString());
    Run audit = Run.of("audit", "list", "--data", temporary.toString());
    assertThat(audit.out()).contains("delivery_adopted").contains("ticket-1");
  }

  private Run adopt(String id) {
    return run("adopt", "--directory", "atlassian", JOE.toString(), "--id", id, "--as", "ticket-1");
  }

  private void withhold(PullLoss loss) {
    fixture.ledger.inUnit(
        DirectoryFixture.REALM,
        unit -> {
          PullLease lease = unit.copies().take("tenant", Duration.ofMinutes(1)).orElseThrow();
          Instant now = Instant.now();
          return unit.copies()
              .release(lease, lease.state().withholding(Optional.of(loss)).finished(now, now));
        });
  }

  private Optional<PullLoss> allowance() {
    return fixture.ledger.inUnit(
        DirectoryFixture.REALM, unit -> unit.copies().useAllowance("tenant"));
  }

  private Run run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "provisioning";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--data";
    all[arguments.length + 2] = temporary.toString();
    return Run.of(all);
  }
}

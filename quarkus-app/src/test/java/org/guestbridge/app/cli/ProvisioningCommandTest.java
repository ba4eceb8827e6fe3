package org.guestbridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.app.admin.AdminServer;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.LedgerOperations;
import org.guestbridge.app.scim.out.Deliverer;
import org.guestbridge.app.scim.out.DirectoryFixture;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PullLease;
import org.guestbridge.core.provisioning.PullLoss;
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

  @TempDir Path temporary;

  private DirectoryFixture fixture;
  private Deliverer deliverer;
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    fixture = new DirectoryFixture();
    deliverer = fixture.deliverer();
    Broker broker =
        new Broker(
            fixture.ledger,
            DirectoryFixture.REALM,
            () -> {
              throw new IllegalStateException("no rules are read");
            },
            ChangedHumanPolicies.defaults(),
            code -> false);
    server =
        new AdminServer(
            new LedgerOperations(
                fixture.ledger,
                DirectoryFixture.REALM,
                broker,
                claims -> {
                  throw new RefusalException(Code.BROKER_UNREACHABLE, "nothing is explained");
                },
                () -> new BrokerStatus(List.of("example"), "1", "ring", "up"),
                "broker",
                Optional.of(Set.of(DirectoryFixture.CLOUD))),
            temporary);
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

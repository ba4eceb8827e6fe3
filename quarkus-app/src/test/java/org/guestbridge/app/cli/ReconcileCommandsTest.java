package org.guestbridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.guestbridge.app.admin.AdminServer;
import org.guestbridge.app.reconcile.World;
import org.guestbridge.app.reconcile.WorldOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator types about agreement, restores, imports and plans. */
@Timeout(180)
class ReconcileCommandsTest {

  private static final String OID = "33333333-2222-1111-0000-999999999999";

  private static final String OTHER_OID = "44444444-2222-1111-0000-999999999999";

  @TempDir Path temporary;

  private World world;
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    world = new World();
    server = WorldOperations.serve(world, temporary);
  }

  @AfterEach
  void stop() {
    server.close();
    world.close();
  }

  @Test
  void reconcileWhenDriftIsRepairedThenTheExitCodeSaysSo() throws Exception {
    world.person("joe", "jira");
    world.settle();
    assertThat(run("provisioning", "reconcile").exit()).isZero();
    world.deleteFirstUser();
    Run dry = run("provisioning", "reconcile", "--repair", "--dry-run");
    assertThat(dry.exit()).isOne();
    assertThat(dry.out())
        .contains("account_missing", "joe@guests.example.com", "tell_anew")
        .contains("1 found        0 ordered");
    world.settle();
    assertThat(world.userCount()).isZero();
    Run repair = run("provisioning", "reconcile", "--repair", "--json", "--as", "ticket-4711");
    assertThat(repair.exit()).isOne();
    String[] lines = repair.out().strip().split("\n");
    assertThat(lines[0]).contains("\"kind\":\"account_missing\"");
    assertThat(lines[lines.length - 1]).contains("\"repaired\":1");
    world.settle();
    assertThat(run("provisioning", "reconcile", "--directory", "atlassian").exit()).isZero();
    Run misspelt = run("provisioning", "reconcile", "--directory", "atlasian");
    assertThat(misspelt.exit()).isEqualTo(2);
    assertThat(misspelt.err()).contains("delivery_directory_unknown");
    world.refuseTheKey();
    Run refused = run("provisioning", "reconcile");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.out()).contains("broke off: delivery_key_refused");
  }

  @Test
  void afterRestoreWhenLearnedThenTheMarkEnds() throws Exception {
    world.person("joe");
    world.settle();
    assertThat(run("aliases", "after-restore").out()).contains("no mark");
    assertThat(run("aliases", "after-restore", "--begin", "--as", "ticket-4711").out())
        .contains("New aliases carry the mark r");
    Run learned = run("aliases", "after-restore", "--learn");
    assertThat(learned.exit()).isZero();
    assertThat(learned.out()).contains("no mark");
    run("aliases", "after-restore", "--begin");
    assertThat(run("aliases", "after-restore", "--end").exit()).isEqualTo(2);
    assertThat(answering("n", "aliases", "after-restore", "--end").exit()).isOne();
    assertThat(run("aliases", "after-restore").out()).contains("carry the mark");
    assertThat(run("aliases", "after-restore", "--end", "--yes").exit()).isZero();
    assertThat(run("audit", "list").out()).contains("epoch_begun").contains("ticket-4711");
  }

  @Test
  void importWhenAppliedThenOnlyWithANameAndAGoodList() throws Exception {
    world.account("old@guests.example.com");
    Path list = temporary.resolve("people.csv");
    Files.writeString(list, "oid,address\n" + OID + ",old@guests.example.com\n");
    String[] command = {"provisioning", "import", "--directory", "atlassian", list.toString()};
    Run shown = run(command);
    assertThat(shown.exit()).isZero();
    assertThat(shown.out()).contains("keep").doesNotContain("done");
    assertThat(run(with(command, "--apply")).exit()).isEqualTo(ExitCode.USAGE.number());
    Run done = run(with(command, "--apply", "--as", "ticket-4711"));
    assertThat(done.exit()).isZero();
    assertThat(done.out()).contains("done");
    assertThat(run(command).out()).contains("ours");
    Files.writeString(list, OID + ",a@b.example\nnonsense\n");
    Run bad = run(with(command, "--apply", "--as", "ticket-4711"));
    assertThat(bad.exit()).isOne();
    assertThat(bad.err()).contains("request_invalid").contains("Line 2");
  }

  @Test
  void importWhenByExternalIdThenTheDirectoryIsTheListButNotAfterARestore() throws Exception {
    String[] command = {"provisioning", "import", "--directory", "atlassian", "--by-external-id"};
    world.account("hand@guests.example.com");
    Run none = run(command);
    assertThat(none.exit()).isZero();
    assertThat(none.err()).contains("No account has an object id");
    world.account("old@guests.example.com", OID);
    Run shown = run(command);
    assertThat(shown.exit()).isZero();
    assertThat(shown.out()).contains(OID, "keep").doesNotContain("hand@", "done");
    assertThat(run(with(command, "people.csv")).exit()).isEqualTo(2);
    assertThat(run("provisioning", "import", "--directory", "atlassian").exit()).isEqualTo(2);
    assertThat(run(with(command, "--apply", "--as", "ticket-4711")).out()).contains("done");
    assertThat(run(command).err()).contains("No account has an object id");
    run("aliases", "after-restore", "--begin", "--as", "ticket-4711");
    assertThat(run(command).err()).contains("request_invalid");
  }

  @Test
  void importWhenTheListBeginsOddlyThenNobodyIsLeftOutSilently() throws Exception {
    world.account("old@guests.example.com");
    Path list = temporary.resolve("people.csv");
    String[] command = {"provisioning", "import", "--directory", "atlassian", list.toString()};
    assertThat(run(command).exit()).isEqualTo(2);
    Files.writeString(list, "\uFEFF" + OID + ",old@guests.example.com\n");
    assertThat(run(command).out()).contains(OID).contains("keep");
    Files.writeString(list, "3333-misspelt,old@guests.example.com\n" + OID + ",a@b.example\n");
    assertThat(run(command).err()).contains("Line 1 is not OID,ADDRESS.");
    Files.writeString(list, "oid,address\n\n");
    Run empty = run(command);
    assertThat(empty.exit()).isZero();
    assertThat(empty.err()).contains("The list names nobody.");
  }

  @Test
  void importWhenInJsonThenALineForEachAndTheCountsLast() throws Exception {
    world.account("old@guests.example.com");
    Path list = temporary.resolve("people.csv");
    Files.writeString(
        list, OID + ",old@guests.example.com\n" + OTHER_OID + ",none@guests.example.com\n");
    Run run = run("provisioning", "import", "--directory", "atlassian", list.toString(), "--json");
    assertThat(run.exit()).isOne();
    assertThat(run.out().lines())
        .hasSize(3)
        .last()
        .isEqualTo(
            "{\"lines\":2,\"applied\":false,\"outcomes\":"
                + "[{\"outcome\":\"keep\",\"lines\":1},{\"outcome\":\"not_there\",\"lines\":1}]}");
  }

  @Test
  void planWhenPeopleAreNewThenEachIsShownAndNothingIsWritten() throws Exception {
    world.person("joe");
    world.person("ann");
    Run plan = run("plan");
    assertThat(plan.exit()).isOne();
    assertThat(plan.out())
        .contains("new -> provided")
        .contains("-> joe@guests.example.com")
        .contains("2 people, 2 change, 0 collide");
    assertThat(run("aliases", "list").out()).doesNotContain("joe@guests");
    world.settle();
    Run settled = run("plan", "--json");
    assertThat(settled.exit()).isZero();
    assertThat(settled.out()).contains("\"people\":2,\"changes\":0");
  }

  private static String[] with(String[] command, String... more) {
    String[] all = new String[command.length + more.length];
    System.arraycopy(command, 0, all, 0, command.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return all;
  }

  private Run run(String... arguments) {
    return Run.of(with(arguments, "--data", temporary.toString()));
  }

  private Run answering(String answer, String... arguments) {
    return Run.answering(answer, with(arguments, "--data", temporary.toString()));
  }
}

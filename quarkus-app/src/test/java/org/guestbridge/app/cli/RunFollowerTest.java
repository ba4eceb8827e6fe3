package org.guestbridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.admin.FakeOperations;
import org.guestbridge.app.reconcile.ImportCandidates;
import org.guestbridge.app.reconcile.ImportEntry;
import org.guestbridge.app.reconcile.ImportResult;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.app.reconcile.RunState;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.Test;

class RunFollowerTest {

  private static final UUID OURS = new UUID(1, 1);
  private static final RunFollower.Start COMPARE =
      (operations, directory) -> operations.reconcile(directory, false, "cli");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Terminal terminal =
      new Terminal(
          new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), Optional.empty());

  @Test
  void eachWhenNoneIsNamedThenEveryDirectoryOfTheRealm() throws Exception {
    RunFollower follower = follower(OURS, "one", "two");
    assertThat(follower.each(Optional.empty(), COMPARE))
        .extracting(RunState::directory)
        .containsExactly("one", "two");
    assertThat(follower.each(Optional.of("two"), COMPARE))
        .extracting(RunState::directory)
        .containsExactly("two");
    assertThat(out.toString()).contains("one: compare done");
  }

  @Test
  void eachWhenTheRealmFillsNoDirectoryThenSaid() throws Exception {
    RunFollower follower = follower(OURS);
    assertThat(follower.each(Optional.empty(), COMPARE)).isEmpty();
    assertThat(err.toString()).contains("The realm fills no directory.");
  }

  @Test
  void eachWhenAnotherRunTookThePlaceThenItsEndIsNotTakenForThisOnes() throws Exception {
    RunFollower follower = follower(new UUID(2, 2), "one");
    assertThatThrownBy(() -> follower.each(Optional.of("one"), COMPARE))
        .isInstanceOfSatisfying(
            RefusalException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(Code.RECONCILIATION_UNKNOWN));
    assertThat(out.toString()).isEmpty();
  }

  private RunFollower follower(UUID last, String... directories) throws RefusalException {
    FakeOperations broker = new FakeOperations();
    broker.directories = List.of(directories);
    broker.reconciliations = Optional.of(new Ended(last));
    return new RunFollower(terminal, broker, false);
  }

  private static RunState state(UUID id, String directory, Optional<Instant> end) {
    return new RunState(
        id,
        directory,
        "compare",
        "accounts",
        0,
        0,
        Instant.EPOCH,
        end,
        Optional.empty(),
        0,
        List.of(),
        List.of(),
        Optional.empty());
  }

  /**
   * Answers that the last run has ended.
   *
   * @param last its id
   */
  private record Ended(UUID last) implements ReconciliationOperations {

    @Override
    public RunState state(String directory, int from) {
      return RunFollowerTest.state(last, directory, Optional.of(Instant.EPOCH));
    }

    @Override
    public RunState reconcile(String directory, boolean repairs, String actor) {
      return RunFollowerTest.state(OURS, directory, Optional.empty());
    }

    @Override
    public RunState relearn(String directory, String actor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ImportCandidates importCandidates(String directory, long from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ImportResult> importAccounts(
        String directory, List<ImportEntry> entries, boolean applies, String actor) {
      throw new UnsupportedOperationException();
    }
  }
}

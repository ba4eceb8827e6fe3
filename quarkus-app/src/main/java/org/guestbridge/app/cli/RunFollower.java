package org.guestbridge.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.DirectoryList;
import org.guestbridge.app.reconcile.Finding;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.app.reconcile.RunState;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Waits for runs of the broker, tells how far they are on standard error, and shows findings. */
final class RunFollower {

  private static final Duration SPACING = Duration.ofMillis(200);
  private static final Duration TELLING = Duration.ofSeconds(5);

  private final Terminal terminal;
  private final AdminOperations broker;
  private final ReconciliationOperations operations;
  private final boolean json;

  RunFollower(Terminal terminal, AdminOperations broker, boolean json) throws RefusalException {
    this.terminal = terminal;
    this.broker = broker;
    this.operations = broker.reconciliations();
    this.json = json;
  }

  /** Begins a run over a directory. */
  @FunctionalInterface
  interface Start {
    RunState begin(ReconciliationOperations operations, String directory) throws RefusalException;
  }

  /**
   * Runs over the directory named, or over each of the realm, one after the other.
   *
   * @return the state at the end of each
   */
  List<RunState> each(Optional<String> named, Start start) throws RefusalException {
    List<RunState> ends = new ArrayList<>();
    for (String directory : named.isPresent() ? List.of(named.get()) : ofRealm()) {
      ends.add(follow(start.begin(operations, directory)));
    }
    return ends;
  }

  private List<String> ofRealm() throws RefusalException {
    List<String> directories =
        broker.deliveries().status(Optional.empty()).directories().stream()
            .map(DirectoryList.Entry::directory)
            .toList();
    if (directories.isEmpty()) {
      terminal.warn("The realm fills no directory.");
    }
    return directories;
  }

  private RunState follow(RunState begun) throws RefusalException {
    RunState state = begun;
    long polls = 0;
    while (state.finishedAt().isEmpty()) {
      pause(SPACING);
      state = stateOf(begun, 0);
      polls++;
      if (polls % (TELLING.toMillis() / SPACING.toMillis()) == 0) {
        terminal.warn(progress(state));
      }
    }
    show(state);
    return state;
  }

  /** The broker remembers the last run of a directory alone. */
  private RunState stateOf(RunState begun, int from) throws RefusalException {
    RunState state = operations.state(begun.directory(), from);
    if (!state.id().equals(begun.id())) {
      throw new RefusalException(
          Code.RECONCILIATION_UNKNOWN, "Another run began before this one was read to its end.");
    }
    return state;
  }

  private static String progress(RunState state) {
    String of = state.total() > 0 ? " of " + state.total() : "";
    return state.directory() + ": " + state.phase() + " " + state.done() + of;
  }

  private void show(RunState last) throws RefusalException {
    RunState state = last;
    while (true) {
      state.findings().forEach(this::show);
      if (state.next().isEmpty()) {
        break;
      }
      state = stateOf(last, state.next().get());
    }
    summarize(last);
  }

  private void show(Finding finding) {
    if (json) {
      terminal.out().println(AdminJson.write(finding));
      return;
    }
    terminal.line(
        String.format(
            Locale.ROOT,
            "%-26s %-36s  %s  %s  %s",
            finding.kind(),
            finding.item().or(finding::remoteId).orElse("-"),
            finding.address().orElse("-"),
            finding.repair(),
            finding.detail()));
  }

  private void summarize(RunState state) {
    if (json) {
      terminal
          .out()
          .println(
              AdminJson.write(
                  new Summary(
                      state.directory(),
                      state.purpose(),
                      state.code().orElse("done"),
                      state.waiting(),
                      state.counts())));
      return;
    }
    terminal.line(
        state.directory()
            + ": "
            + state.code().map(code -> "broke off: " + code).orElse(state.purpose() + " done")
            + ", "
            + state.waiting()
            + " on their way");
    for (RunState.Count count : state.counts()) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "  %-26s %8d found %8d ordered%s",
              count.kind(),
              count.found(),
              count.repaired(),
              count.note() ? "  (note)" : ""));
    }
  }

  /** The last line of the answer in JSON. */
  record Summary(
      String directory,
      String purpose,
      String outcome,
      long waiting,
      List<RunState.Count> counts) {}

  /** Sleeps; refused when the command is interrupted. */
  static void pause(Duration time) throws RefusalException {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusalException(Code.BROKER_UNREACHABLE, "The command was interrupted.", e);
    }
  }
}

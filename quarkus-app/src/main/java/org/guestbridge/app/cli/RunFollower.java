package org.guestbridge.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.reconcile.Finding;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.app.reconcile.RunState;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Waits for a run of the broker, tells how far it is on standard error, and shows its findings. */
final class RunFollower {

  private static final Duration SPACING = Duration.ofMillis(200);
  private static final Duration TELLING = Duration.ofSeconds(5);

  private final Terminal terminal;
  private final ReconciliationOperations operations;
  private final boolean json;

  RunFollower(Terminal terminal, ReconciliationOperations operations, boolean json) {
    this.terminal = terminal;
    this.operations = operations;
    this.json = json;
  }

  /** Follows a run that began to its end, and shows what it found; the state at its end. */
  RunState follow(RunState begun) throws RefusalException {
    RunState state = begun;
    long polls = 0;
    while (state.finishedAt().isEmpty()) {
      pause();
      state = operations.state(begun.directory(), 0);
      polls++;
      if (polls % (TELLING.toMillis() / SPACING.toMillis()) == 0) {
        terminal.warn(progress(state));
      }
    }
    show(state);
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
      state = operations.state(last.directory(), state.next().get());
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

  private static void pause() throws RefusalException {
    try {
      TimeUnit.MILLISECONDS.sleep(SPACING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusalException(Code.BROKER_UNREACHABLE, "The command was interrupted.", e);
    }
  }
}

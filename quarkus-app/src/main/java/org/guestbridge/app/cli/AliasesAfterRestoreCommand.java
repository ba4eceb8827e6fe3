package org.guestbridge.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.DirectoryList;
import org.guestbridge.app.admin.EpochView;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.app.reconcile.RunState;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Begins and ends the time after the restore of an older backup. */
@Command(
    name = "after-restore",
    mixinStandardHelpOptions = true,
    description = {
      "After you restored an older backup: aliases that were given since the backup are unknown and"
          + " could be given to somebody else. With --begin, before the broker starts, every new"
          + " alias carries a mark. With --learn, the running broker reads its directories, keeps"
          + " every alias that it finds there and does not know, and ends the time of marks.",
      "Without an option: what the state is. Docs: docs/operations.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge aliases after-restore --begin --as ticket-4711",
      "  guestbridge serve --realm realm.yaml",
      "  guestbridge aliases after-restore --learn --as ticket-4711"
    })
final class AliasesAfterRestoreCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(names = "--begin", description = "New aliases of every realm carry a mark.")
  private boolean begin;

  @Option(names = "--learn", description = "Learn from the directories, then end the marks.")
  private boolean learn;

  @Option(
      names = "--end",
      description = "End the marks without learning. Only when no alias was given in between.")
  private boolean end;

  @Option(names = "--yes", description = "With --end: do not ask.")
  private boolean yes;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Who gives the order, for the audit log: a role or a ticket, not a person.")
  private Optional<String> name = Optional.empty();

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  AliasesAfterRestoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    Actor actor =
        name.map(text -> Actor.parse(text).orElseThrow(() -> misuse("--as is not a name.")))
            .orElse(Actor.CLI);
    if (Stream.of(begin, learn, end).filter(given -> given).count() > 1) {
      throw misuse("Say one of --begin, --learn and --end.");
    }
    try (AdminSession session = admin.open(terminal)) {
      AdminOperations operations = session.operations();
      boolean done = carryOut(operations, actor);
      EpochView state = operations.epochs().state();
      show(state);
      boolean isOver = !learn || !state.open();
      return (done && isOver ? ExitCode.OK : ExitCode.NO).number();
    }
  }

  private boolean carryOut(AdminOperations operations, Actor actor) throws RefusalException {
    if (begin) {
      operations.epochs().begin(actor);
      return true;
    }
    if (learn) {
      return learn(operations, actor);
    }
    if (!end) {
      return true;
    }
    if (!yes && !terminal.confirms("Was no alias given between the backup and the loss?")) {
      terminal.warn("Nothing was changed.");
      return false;
    }
    operations.epochs().end(actor);
    return true;
  }

  private boolean learn(AdminOperations operations, Actor actor) throws RefusalException {
    ReconciliationOperations runs = operations.reconciliations();
    RunFollower follower = new RunFollower(terminal, runs, output.json());
    boolean whole = true;
    for (DirectoryList.Entry each :
        operations.deliveries().status(Optional.empty()).directories()) {
      RunState run = follower.follow(runs.relearn(each.directory(), actor.name()));
      whole &= run.code().isEmpty();
    }
    return whole;
  }

  private void show(EpochView state) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(state));
    } else if (state.open()) {
      terminal.line(
          "New aliases carry the mark "
              + state.mark().orElse("")
              + " since "
              + state.begunAt().map(Object::toString).orElse("")
              + ".");
    } else {
      terminal.line("New aliases carry no mark because of this realm.");
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

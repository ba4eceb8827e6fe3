package org.guestbridge.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.EpochView;
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
      "Without an option: what the state is. --end is for a realm that fills no directory. Docs:"
          + " docs/operations.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:You answered no; or, after --learn, new aliases still carry a mark, because a directory was"
          + " not read to its end or the realm fills none.",
      "2, 3, 4:As everywhere; see guestbridge --help."
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

  @Mixin private ActorOption actor = new ActorOption();
  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  AliasesAfterRestoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    Actor orderer = actor.actor();
    if (Stream.of(begin, learn, end).filter(given -> given).count() > 1) {
      throw new ParameterException(spec.commandLine(), "Say one of --begin, --learn and --end.");
    }
    if (end) {
      confirmation.requireAnswer(terminal);
    }
    try (AdminSession session = admin.open(terminal)) {
      AdminOperations operations = session.operations();
      boolean done = carryOut(operations, orderer);
      EpochView state = operations.epochs().state();
      show(state);
      boolean isOver = !learn || !state.open();
      return (done && isOver ? ExitCode.OK : ExitCode.NO).number();
    }
  }

  private boolean carryOut(AdminOperations operations, Actor orderer) throws RefusalException {
    if (begin) {
      operations.epochs().begin(orderer);
      return true;
    }
    if (learn) {
      return learn(operations, orderer);
    }
    if (!end) {
      return true;
    }
    if (!confirmation.agrees(terminal, "Was no alias given between the backup and the loss?")) {
      return false;
    }
    operations.epochs().end(orderer);
    return true;
  }

  private boolean learn(AdminOperations operations, Actor orderer) throws RefusalException {
    return new RunFollower(terminal, operations, output.json())
        .each(Optional.empty(), (runs, each) -> runs.relearn(each, orderer.name())).stream()
            .allMatch(run -> run.code().isEmpty());
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
}

package org.guestbridge.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.DirectoryList;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.app.reconcile.RunState;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares directories with everything that the broker knows, and repairs when told to. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Compare registry, people, desired state and directory. Every disagreement has a kind; its"
          + " cause and remedy are in docs/provisioning-reconcile.md.",
      "With --repair the directory is told again what it is to have, and people are planned anew,"
          + " for exactly what was found. No account is taken over and nothing is deleted."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:No drift.", "1:Drift was found.", "2:It could not be compared."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning reconcile",
      "  guestbridge provisioning reconcile --directory atlassian --repair --dry-run",
      "  guestbridge provisioning reconcile --directory atlassian --repair --as ticket-4711"
    })
final class ProvisioningReconcileCommand implements Callable<Integer> {

  private static final int DRIFT = 1;
  private static final int NOT_COMPARED = 2;

  private final Terminal terminal;

  @Option(
      names = "--directory",
      paramLabel = "NAME",
      description = "Only this downstream's. Default: every directory of the realm.")
  private Optional<String> directory = Optional.empty();

  @Option(names = "--repair", description = "Order repair of what can be repaired.")
  private boolean repair;

  @Option(
      names = "--dry-run",
      description = "With --repair: only show what would be ordered; nothing is changed.")
  private boolean dryRun;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Who gives the order, for the audit log: a role or a ticket, not a person.")
  private Optional<String> name = Optional.empty();

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  ProvisioningReconcileCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    Actor actor =
        name.map(text -> Actor.parse(text).orElseThrow(() -> misuse("--as is not a name.")))
            .orElse(Actor.CLI);
    int exit = ExitCode.OK.number();
    try (AdminSession session = admin.open(terminal)) {
      ReconciliationOperations operations = session.operations().reconciliations();
      RunFollower follower = new RunFollower(terminal, operations, output.json());
      for (String each : directories(session)) {
        boolean repairs = repair && !dryRun;
        RunState end = follower.follow(operations.reconcile(each, repairs, actor.name()));
        exit = Math.max(exit, exit(end));
      }
    }
    return exit;
  }

  private List<String> directories(AdminSession session) throws RefusalException {
    return directory.isPresent()
        ? List.of(directory.get())
        : session.operations().deliveries().status(Optional.empty()).directories().stream()
            .map(DirectoryList.Entry::directory)
            .toList();
  }

  private static int exit(RunState end) {
    if (end.code().isPresent()) {
      return NOT_COMPARED;
    }
    return end.counts().stream().allMatch(RunState.Count::note) ? ExitCode.OK.number() : DRIFT;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

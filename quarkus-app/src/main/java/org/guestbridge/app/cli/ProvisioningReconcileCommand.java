package org.guestbridge.app.cli;

import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.reconcile.RunState;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares directories with everything that the broker knows, and repairs when told to. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Compare registry, people, desired state and directory. Every disagreement has a kind; its"
          + " cause and remedy are in docs/provisioning-reconcile.md.",
      "With --repair the directory is told again what it is to have, and people are planned anew,"
          + " for exactly what was found. No account is taken over and nothing is deleted.",
      "The running broker reads the directory at its own pace, 100 accounts a request; how far it is"
          + " stands on standard error. Findings hold personal data."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:No drift.",
      "1:Drift was found, also when its repair was ordered.",
      "2:It could not be compared: wrong usage, no such directory, another run is on, or the"
          + " directory did not answer.",
      "3, 4:As everywhere; see guestbridge --help."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning reconcile",
      "  guestbridge provisioning reconcile --directory atlassian --repair --dry-run",
      "  guestbridge provisioning reconcile --directory atlassian --repair --as ticket-4711"
    })
final class ProvisioningReconcileCommand implements Callable<Integer>, Inquiry {

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

  @Mixin private ActorOption actor = new ActorOption();
  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  ProvisioningReconcileCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    String orderer = actor.actor().name();
    boolean repairs = repair && !dryRun;
    try (AdminSession session = admin.open(terminal)) {
      return new RunFollower(terminal, session.operations(), output.json())
          .each(directory, (runs, each) -> runs.reconcile(each, repairs, orderer)).stream()
              .map(ProvisioningReconcileCommand::exit)
              .max(Comparator.naturalOrder())
              .orElse(ExitCode.OK)
              .number();
    }
  }

  private static ExitCode exit(RunState end) {
    if (end.code().isPresent()) {
      return ExitCode.USAGE;
    }
    return end.counts().stream().allMatch(RunState.Count::note) ? ExitCode.OK : ExitCode.NO;
  }
}

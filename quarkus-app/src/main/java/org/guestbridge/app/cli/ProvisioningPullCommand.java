package org.guestbridge.app.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.PullList;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows how far channels of type graph are, and makes them due. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = {
      "Show how far the channels are that ask Microsoft Graph. With --now the running broker asks"
          + " at once; with --full it reads everything anew and removes what is not shown any more."
          + " With --wait the command tells on standard error how far it is, until it is over."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Shown or ordered; with --wait, every round is over.",
      "1:With --wait, a round failed and is tried again later, or no broker took it up.",
      "2, 3, 4:As everywhere; see guestbridge --help."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning pull",
      "  guestbridge provisioning pull --now --channel tenant",
      "  guestbridge provisioning pull --full --wait",
      "  guestbridge provisioning pull --full --channel tenant --json"
    })
final class ProvisioningPullCommand implements Callable<Integer> {

  private static final Duration SPACING = Duration.ofSeconds(1);

  private final Terminal terminal;

  @Option(names = "--channel", paramLabel = "NAME", description = "Only this channel.")
  private Optional<String> channel = Optional.empty();

  @Option(names = "--now", description = "Ask at once.")
  private boolean now;

  @Option(names = "--full", description = "Ask at once for everything.")
  private boolean full;

  @Option(names = "--wait", description = "With --now or --full: wait until it is over.")
  private boolean wait;

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  ProvisioningPullCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    if (wait && !now && !full) {
      throw new ParameterException(spec.commandLine(), "--wait goes with --now or --full.");
    }
    try (AdminSession session = admin.open(terminal)) {
      if (wait) {
        return await(session).number();
      }
      show(
          now || full
              ? session.operations().pull(channel, full)
              : session.operations().pulls(channel));
    }
    return ExitCode.OK.number();
  }

  private ExitCode await(AdminSession session) throws RefusalException {
    if (!(session instanceof HttpSession)) {
      throw new RefusalException(
          Code.BROKER_UNREACHABLE, "No broker runs that could ask Microsoft Graph.");
    }
    AdminOperations broker = session.operations();
    PullList before = broker.pulls(channel);
    broker.pull(channel, full);
    Map<String, PullFollower.End> ends =
        new PullFollower(
                terminal,
                () -> broker.pulls(channel),
                () -> RunFollower.pause(SPACING),
                InstantSource.system())
            .follow(before, full);
    show(broker.pulls(channel));
    ends.forEach(this::warn);
    return ends.values().stream().allMatch(PullFollower.End.FINISHED::equals)
        ? ExitCode.OK
        : ExitCode.NO;
  }

  private void warn(String name, PullFollower.End end) {
    switch (end) {
      case FINISHED -> {}
      case FAILED -> terminal.warn(name + ": the round failed; it is tried again by itself.");
      case NOT_TAKEN_UP ->
          terminal.warn(
              name + ": no broker goes on with it; check that the realm has the channel.");
    }
  }

  private void show(PullList list) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(list));
      return;
    }
    if (list.pulls().isEmpty()) {
      terminal.warn("No channel asks Microsoft Graph yet.");
    }
    list.pulls().forEach(this::show);
  }

  private void show(PullList.Entry entry) {
    terminal.line(
        String.format(
            Locale.ROOT,
            "%s: %s%s, round %d (%s), %d entries read, %d to settle, last finished %s%s",
            entry.channel(),
            entry.stage(),
            entry.running() ? " (running)" : "",
            entry.round(),
            entry.full() ? "everything" : "changes",
            entry.entries(),
            entry.unsettled(),
            entry.finishedAt().map(Object::toString).orElse("never"),
            entry.code().map(code -> "; " + code + ", again at " + entry.dueAt()).orElse("")));
    WithheldText.lines(entry).forEach(terminal::line);
  }
}

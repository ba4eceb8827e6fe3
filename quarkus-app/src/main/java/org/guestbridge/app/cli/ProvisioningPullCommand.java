package org.guestbridge.app.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.PullList;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how far channels of type graph are, and makes them due. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = {
      "Show how far the channels are that ask Microsoft Graph. With --now the running broker asks"
          + " at once; with --full it reads everything anew and removes what is not shown any more."
          + " The command does not wait for it: ask again to see how far it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning pull",
      "  guestbridge provisioning pull --now --channel tenant",
      "  guestbridge provisioning pull --full --channel tenant --json"
    })
final class ProvisioningPullCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(names = "--channel", paramLabel = "NAME", description = "Only this channel.")
  private Optional<String> channel = Optional.empty();

  @Option(names = "--now", description = "Ask at once.")
  private boolean now;

  @Option(names = "--full", description = "Ask at once for everything.")
  private boolean full;

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  ProvisioningPullCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    try (AdminSession session = admin.open(terminal)) {
      show(
          now || full
              ? session.operations().pull(channel, full)
              : session.operations().pulls(channel));
    }
    return ExitCode.OK.number();
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

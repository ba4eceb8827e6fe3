package org.guestbridge.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.DirectoryList;
import org.guestbridge.app.admin.PullList;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts what each directory was told and is still to be told. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Count accounts and groups by state for each directory. A pending one is told soon or again"
          + " later, with the code of the last failure; one set aside waits for you: see guestbridge"
          + " provisioning set-aside. First come channels of type graph that found suspiciously"
          + " many people gone and took nothing from them. The exit code is 0 whatever waits."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning status",
      "  guestbridge provisioning status --directory atlassian --json"
    })
final class ProvisioningStatusCommand implements Callable<Integer> {

  private final Terminal terminal;

  /**
   * What is printed as JSON.
   *
   * @param directories every directory asked for
   * @param withheld channels of type graph that wait for an administrator
   */
  record Status(List<DirectoryList.Entry> directories, List<PullList.Entry> withheld) {}

  @Option(
      names = "--directory",
      paramLabel = "NAME",
      description = "Only this downstream's; needed when no broker runs.")
  private Optional<String> directory = Optional.empty();

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  ProvisioningStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    try (AdminSession session = admin.open(terminal)) {
      show(
          session.operations().deliveries().status(directory),
          session.operations().pulls(Optional.empty()).pulls().stream()
              .filter(entry -> entry.withheld().isPresent())
              .toList());
    }
    return ExitCode.OK.number();
  }

  private void show(DirectoryList list, List<PullList.Entry> withheld) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(new Status(list.directories(), withheld)));
      return;
    }
    withheld.stream().flatMap(entry -> WithheldText.lines(entry).stream()).forEach(terminal::line);
    if (list.directories().isEmpty()) {
      terminal.warn("The realm fills no directory.");
    }
    list.directories().forEach(this::show);
  }

  private void show(DirectoryList.Entry entry) {
    terminal.line(
        entry.directory()
            + ": "
            + entry.waiting()
            + " waiting"
            + entry.oldest().map(since -> " since " + since).orElse("")
            + ", "
            + entry.differingMembers()
            + " memberships to tell");
    for (DirectoryList.Count count : entry.counts()) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "  %-6s %-10s %8d  %s",
              count.kind(),
              count.state(),
              count.items(),
              count.code().orElse("")));
    }
  }
}

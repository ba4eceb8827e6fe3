package org.guestbridge.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.DirectoryList;
import org.guestbridge.app.admin.HeldPage;
import org.guestbridge.app.admin.HeldView;
import org.guestbridge.app.admin.PlanList;
import org.guestbridge.app.admin.PlanOperations;
import org.guestbridge.app.admin.PullList;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Counts people by channel and deliveries by directory, or lists who is held back. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "For each channel, count the people it told of: who is provided, who is still due to be"
          + " planned, and who is held back, by code and with what mends it. Channels of type graph"
          + " that found suspiciously many people gone took nothing from them and say so.",
      "For each directory, count accounts and groups by state, say why delivery stopped, and until"
          + " when its key works. A pending one is told soon or again later, with the code of the"
          + " last failure; one set aside waits for you: see guestbridge provisioning set-aside.",
      "With --held, list who is held back, why, and the command that mends it. That output holds"
          + " personal data. The exit code is 0 whatever waits."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning status",
      "  guestbridge provisioning status --held --code rule_no_match",
      "  guestbridge provisioning status --directory atlassian --json"
    })
final class ProvisioningStatusCommand implements Callable<Integer> {

  private final Terminal terminal;

  /**
   * What is printed as JSON.
   *
   * @param channels every channel, with counts of the people it told of
   * @param withheld channels of type graph that wait for an administrator
   * @param directories every directory asked for
   */
  record Status(
      List<PlanList.Channel> channels,
      List<PullList.Entry> withheld,
      List<DirectoryList.Entry> directories) {}

  @Option(
      names = "--directory",
      paramLabel = "NAME",
      description = "Only this downstream's; needed when no broker runs.")
  private Optional<String> directory = Optional.empty();

  @Option(names = "--held", description = "List who is held back, with their user names.")
  private boolean held;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "With --held: only who is held back with this code.")
  private Optional<String> code = Optional.empty();

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  ProvisioningStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    if (held ? directory.isPresent() : code.isPresent()) {
      throw misuse("--held goes with --code, and not with --directory.");
    }
    Optional<Code> asked = code.map(this::known);
    try (AdminSession session = admin.open(terminal)) {
      AdminOperations operations = session.operations();
      if (held) {
        list(operations.plans(), asked);
      } else {
        show(status(operations));
      }
    }
    return ExitCode.OK.number();
  }

  private Code known(String text) {
    try {
      return Code.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw misuse("--code is not a code of docs/codes.md.");
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void list(PlanOperations plans, Optional<Code> asked) throws RefusalException {
    Optional<UUID> after = Optional.empty();
    boolean nobody = true;
    do {
      HeldPage page = plans.heldBack(asked, after, AdminOperations.MAX_PAGE);
      page.people().forEach(this::show);
      nobody &= page.people().isEmpty();
      after = page.next();
    } while (after.isPresent());
    if (nobody) {
      terminal.warn("Nobody is held back.");
    }
  }

  private void show(HeldView person) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(person));
      return;
    }
    terminal.line(
        String.format(
            Locale.ROOT,
            "%s  %s  %-24s  %s%s%s",
            person.id(),
            person.channel(),
            person.code(),
            person.userName(),
            person.rule().map(rule -> "  rule: " + rule).orElse(""),
            person.binding().map(id -> "  binding: " + id).orElse("")));
    terminal.line("  " + person.command().orElse(person.remedy()));
  }

  private Status status(AdminOperations operations) throws RefusalException {
    return new Status(
        operations.plans().counts().channels(),
        operations.pulls(Optional.empty()).pulls().stream()
            .filter(entry -> entry.withheld().isPresent())
            .toList(),
        operations.deliveries().status(directory).directories());
  }

  private void show(Status status) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(status));
      return;
    }
    status.withheld().stream()
        .flatMap(entry -> WithheldText.lines(entry).stream())
        .forEach(terminal::line);
    status.channels().forEach(this::show);
    if (status.channels().stream().anyMatch(channel -> !channel.heldBack().isEmpty())) {
      terminal.line("who is held back: guestbridge provisioning status --held");
    }
    if (status.directories().isEmpty()) {
      terminal.warn("The realm fills no directory.");
    }
    status.directories().forEach(this::show);
  }

  private void show(PlanList.Channel channel) {
    long heldBack = channel.heldBack().stream().mapToLong(PlanList.HeldBack::people).sum();
    terminal.line(
        String.format(
            Locale.ROOT,
            "%s: %d of %d people provided, %d held back, %d withdrawn, %d undecided; %d due",
            channel.channel(),
            channel.provided(),
            channel.people(),
            heldBack,
            channel.withdrawn(),
            channel.undecided(),
            channel.due()));
    for (PlanList.HeldBack reason : channel.heldBack()) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "  held back %-24s %8d  %s",
              reason.code(),
              reason.people(),
              reason.remedy()));
    }
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
            + " memberships to tell"
            + entry.keyExpires().map(day -> ", last day of its key " + day).orElse(""));
    entry
        .stopped()
        .ifPresent(stop -> terminal.line("  stopped: " + stop.code() + "; " + stop.remedy()));
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

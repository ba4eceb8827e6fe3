package org.guestbridge.app.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AuditPage;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists audit records, a page at a time. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List audit records in order of sequence, a page at a time.",
    footerHeading = "%nExamples:%n",
    footer = {"  guestbridge audit list --after 100 --limit 20", "  guestbridge audit list --json"})
final class AuditListCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--after",
      paramLabel = "N",
      description = "Begin after this sequence number. Default: ${DEFAULT-VALUE}")
  private long after;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Size of the page, 1 to 1000. Default: ${DEFAULT-VALUE}")
  private int limit = 100;

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  AuditListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    if (limit < 1 || limit > AdminOperations.MAX_PAGE || after < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit is 1 to 1000 and --after is not negative.");
    }
    try (AdminSession session = admin.open(terminal)) {
      show(session.operations().audit(after, limit));
    }
    return ExitCode.OK.number();
  }

  private void show(AuditPage page) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(page));
      return;
    }
    page.records().forEach(entry -> terminal.line(line(entry)));
    page.next().ifPresent(next -> terminal.warn("There is more: --after " + next));
  }

  private static String line(AuditPage.Entry entry) {
    return String.format(
        Locale.ROOT,
        "%6d  %s  %-20s  %s  %s  %s",
        entry.sequence(),
        entry.at(),
        entry.type(),
        entry.correlationId(),
        entry.binding().map(Object::toString).orElse("-"),
        entry.details());
  }
}

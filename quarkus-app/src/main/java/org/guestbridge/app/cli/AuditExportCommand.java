package org.guestbridge.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AuditPage;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes audit records. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write audit records to standard output, in order of sequence.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge audit export > audit.jsonl",
      "  guestbridge audit export --after 4711 --format csv"
    })
final class AuditExportCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of("sequence", "at", "type", "correlationId", "binding", "details");

  private final Terminal terminal;

  @Option(
      names = "--after",
      paramLabel = "N",
      description = "Begin after this sequence number. Default: ${DEFAULT-VALUE}")
  private long after;

  @Option(
      names = "--format",
      paramLabel = "jsonl|csv",
      description = "JSON lines or CSV. Default: jsonl")
  private ExportFormat format = ExportFormat.JSONL;

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  AuditExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    try (AdminSession session = admin.open(terminal)) {
      write(session.operations());
    }
    return ExitCode.OK.number();
  }

  private void write(AdminOperations operations) throws RefusalException {
    boolean csv = format == ExportFormat.CSV && !output.json();
    if (csv) {
      terminal.out().println(Csv.line(COLUMNS));
    }
    Optional<Long> from = Optional.of(after);
    while (from.isPresent()) {
      AuditPage page = operations.audit(from.get(), AdminOperations.MAX_PAGE);
      for (AuditPage.Entry entry : page.records()) {
        terminal.out().println(csv ? Csv.line(fields(entry)) : AdminJson.write(entry));
      }
      from = page.next();
    }
  }

  private static List<String> fields(AuditPage.Entry entry) {
    return List.of(
        Long.toString(entry.sequence()),
        entry.at().toString(),
        entry.type(),
        entry.correlationId(),
        entry.binding().map(Object::toString).orElse(""),
        AdminJson.write(entry.details()));
  }
}

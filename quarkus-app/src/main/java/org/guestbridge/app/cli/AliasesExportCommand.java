package org.guestbridge.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AliasPage;
import org.guestbridge.app.admin.AliasView;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes every binding. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write every binding to standard output, in order of id. The output holds personal data."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge aliases export > aliases.jsonl",
      "  guestbridge aliases export --format csv > aliases.csv"
    })
final class AliasesExportCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "kind",
          "status",
          "code",
          "address",
          "subject",
          "idp",
          "signInName",
          "mail",
          "createdAt");

  private final Terminal terminal;

  @Option(
      names = "--format",
      paramLabel = "jsonl|csv",
      description = "JSON lines or CSV. Default: jsonl")
  private ExportFormat format = ExportFormat.JSONL;

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  AliasesExportCommand(Terminal terminal) {
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
    Optional<UUID> after = Optional.empty();
    do {
      AliasPage page = operations.aliases(after, AdminOperations.MAX_PAGE);
      for (AliasView alias : page.aliases()) {
        terminal.out().println(csv ? Csv.line(fields(alias)) : AdminJson.write(alias));
      }
      after = page.next();
    } while (after.isPresent());
  }

  private static List<String> fields(AliasView alias) {
    return List.of(
        alias.id().toString(),
        alias.kind(),
        alias.status(),
        alias.code().orElse(""),
        alias.address().orElse(""),
        alias.subject().orElse(""),
        alias.idp().orElse(""),
        alias.signInName().orElse(""),
        alias.mail().orElse(""),
        alias.createdAt().toString());
  }
}

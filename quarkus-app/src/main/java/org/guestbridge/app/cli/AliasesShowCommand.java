package org.guestbridge.app.cli;

import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AliasDetail;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one binding. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show one binding, the human remembered and what happened to it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge aliases show 7d9f1c52-0f5e-4b7e-9a50-3a3c1f0c2b11",
      "  guestbridge aliases show jo_partner.example@guests.example.com --json"
    })
final class AliasesShowCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private AliasTarget target = new AliasTarget();
  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  AliasesShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    try (AdminSession session = admin.open(terminal)) {
      AdminOperations operations = session.operations();
      AliasDetail detail = operations.alias(target.id(operations));
      if (output.json()) {
        terminal.out().println(AdminJson.write(detail));
      } else {
        AliasText.lines(detail).forEach(terminal::line);
      }
    }
    return ExitCode.OK.number();
  }
}

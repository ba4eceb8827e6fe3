package org.guestbridge.app.cli;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AliasPage;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists bindings, a page at a time. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List bindings in order of id, a page at a time.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge aliases list --limit 20",
      "  guestbridge aliases list --address jo_partner.example@guests.example.com --json"
    })
final class AliasesListCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(names = "--after", paramLabel = "ID", description = "Begin after this id.")
  private Optional<UUID> after = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Size of the page, 1 to 1000. Default: ${DEFAULT-VALUE}")
  private int limit = 100;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "Only the binding that holds this address, now or formerly.")
  private Optional<String> address = Optional.empty();

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  AliasesListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    if (limit < 1 || limit > AdminOperations.MAX_PAGE) {
      throw new ParameterException(spec.commandLine(), "--limit is 1 to 1000.");
    }
    try (AdminSession session = admin.open(terminal)) {
      show(page(session.operations()));
    }
    return ExitCode.OK.number();
  }

  private AliasPage page(AdminOperations operations) throws RefusalException {
    if (address.isEmpty()) {
      return operations.aliases(after, limit);
    }
    EmailAddress wanted =
        EmailAddress.parse(address.get())
            .orElseThrow(
                () -> new ParameterException(spec.commandLine(), "--address is not an address."));
    return operations.aliasesHolding(wanted);
  }

  private void show(AliasPage page) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(page));
      return;
    }
    page.aliases().forEach(alias -> terminal.line(AliasText.line(alias)));
    page.next().ifPresent(next -> terminal.warn("There is more: --after " + next));
    if (page.aliases().isEmpty()) {
      terminal.warn("There is none.");
    }
  }
}

package org.guestbridge.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The one command an administrator types. Only {@code serve} starts Quarkus, so every other command
 * answers at once.
 */
@Command(
    name = "guestbridge",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "An identity broker between Microsoft Entra ID and Atlassian Cloud: it gives every guest one"
          + " address of your own, for ever."
    },
    footerHeading = "%nFirst steps:%n",
    footer = {
      "  guestbridge validate realm.yaml",
      "  guestbridge keys generate --realm example",
      "  guestbridge keys export                     (paste the block into Atlassian)",
      "  guestbridge explain realm.yaml --claims 'tid=...,oid=...,email=jo@partner.example'",
      "  guestbridge serve --realm realm.yaml",
      "  guestbridge doctor realm.yaml               (check it against the world)",
      "  guestbridge plan realm-new.yaml             (what an edit would change)",
      "",
      "When a person is refused:",
      "  guestbridge aliases list --address jo_partner.example@guests.example.com",
      "  guestbridge aliases show ID",
      "  guestbridge aliases release ID              (it is the same person)",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done; the answer is yes.",
      "1:The answer is no: an invalid file, a refusal.",
      "2:Wrong usage. With doctor, mail check, plan and provisioning reconcile also: it could not be"
          + " looked at, so that 1 is always an answer.",
      "3:The broker or the database cannot be reached.",
      "4:Not permitted: token, key ring or its permissions.",
      "70:A defect of this program."
    })
public final class Guestbridge {

  private final Terminal terminal;
  private final CommandLine commands;

  /**
   * The commands, ready to run.
   *
   * @param terminal where they read and write
   * @param server what {@code serve} starts; without one there is no such command
   * @param more further commands, each an object annotated with {@link Command}
   */
  public Guestbridge(Terminal terminal, Optional<Server> server, List<Object> more) {
    this.terminal = terminal;
    this.commands = new CommandLine(this);
    server.ifPresent(given -> commands.addSubcommand(new ServeCommand(terminal, given)));
    commands.addSubcommand(new ValidateCommand(terminal));
    commands.addSubcommand(new ExplainCommand(terminal));
    commands.addSubcommand(new PlanCommand(terminal));
    commands.addSubcommand(RenderCommand.group(terminal));
    commands.addSubcommand(new DoctorCommand(terminal));
    commands.addSubcommand(KeysCommand.group(terminal));
    commands.addSubcommand(AliasesCommand.group(terminal));
    commands.addSubcommand(ProvisioningCommand.group(terminal));
    commands.addSubcommand(MailCommand.group(terminal));
    commands.addSubcommand(AuditCommand.group(terminal));
    commands.addSubcommand(new NodesCommand(terminal));
    more.forEach(commands::addSubcommand);
    keepExamples(commands);
  }

  /** Examples are copied, so a long one is not broken into lines. */
  private static void keepExamples(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_FOOTER,
            help ->
                Stream.of(help.commandSpec().usageMessage().footer())
                    .map(line -> line + System.lineSeparator())
                    .collect(Collectors.joining()));
    command.getSubcommands().values().forEach(Guestbridge::keepExamples);
  }

  /** Runs the command that {@code arguments} name and returns the exit code. */
  public int run(String... arguments) {
    Refusals refusals = new Refusals(terminal);
    return commands
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setExecutionExceptionHandler(refusals)
        .setParameterExceptionHandler(refusals)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }
}

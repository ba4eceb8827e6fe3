package org.guestbridge.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.reconcile.ImportEntry;
import org.guestbridge.app.reconcile.ImportResult;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives accounts that a directory has to the people whose they are. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Take over accounts that were made by hand or by another client, by a list of lines"
          + " OID,ADDRESS: a person's Entra object id and the account's user name. Without --apply,"
          + " only show what would become of each.",
      "An address on an alias domain becomes the person's for ever. An account with another address"
          + " is renamed to the person's by the next delivery. No account is lost.",
      "Accounts of which nobody knows whose they are: guestbridge provisioning reconcile"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning import --directory atlassian people.csv",
      "  guestbridge provisioning import --directory atlassian people.csv --apply --as ticket-4711"
    })
final class ProvisioningImportCommand implements Callable<Integer> {

  private static final Pattern LINE =
      Pattern.compile(
          "\\s*([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\s*,\\s*"
              + "([^\\s,\"]{1,254})\\s*");
  private static final int TELLING = 500;

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The list, in UTF-8; a first line may be a head.")
  private Path file = Path.of("");

  @Option(
      names = "--directory",
      paramLabel = "NAME",
      required = true,
      description = "The downstream whose directory it is.")
  private String directory = "";

  @Option(names = "--apply", description = "Do it. Needs --as.")
  private boolean apply;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Who gives the order, for the audit log: a role or a ticket, not a person.")
  private Optional<String> name = Optional.empty();

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private final Map<String, Long> counts = new TreeMap<>();
  private long done;

  ProvisioningImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    if (apply && name.isEmpty()) {
      throw misuse("--apply needs --as.");
    }
    Actor actor =
        name.map(text -> Actor.parse(text).orElseThrow(() -> misuse("--as is not a name.")))
            .orElse(Actor.CLI);
    check();
    try (AdminSession session = admin.open(terminal)) {
      run(session.operations().reconciliations(), actor);
    }
    if (!output.json()) {
      counts.forEach(
          (outcome, count) ->
              terminal.line(String.format(Locale.ROOT, "  %-14s %8d", outcome, count)));
    }
    boolean all = counts.keySet().stream().allMatch(List.of("keep", "rename", "ours")::contains);
    return (all ? ExitCode.OK : ExitCode.NO).number();
  }

  /** Reads the whole list before anything is done: one bad line refuses it. */
  private void check() throws RefusalException {
    each(entries -> {});
  }

  private void run(ReconciliationOperations operations, Actor actor) throws RefusalException {
    each(
        entries -> {
          operations.importAccounts(directory, entries, apply, actor.name()).forEach(this::show);
          done += entries.size();
          if (done % TELLING == 0) {
            terminal.warn(done + " done");
          }
        });
  }

  /** Takes a part of the list. */
  @FunctionalInterface
  private interface Part {
    void take(List<ImportEntry> entries) throws RefusalException;
  }

  private void each(Part part) throws RefusalException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      List<ImportEntry> entries = new ArrayList<>();
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          entries.add(
              new ImportEntry(
                  UUID.fromString(matcher.group(1).toLowerCase(Locale.ROOT)), matcher.group(2)));
        } else if (number > 1 && !line.isBlank()) {
          throw new RefusalException(
              Code.REQUEST_INVALID, "Line " + number + " is not OID,ADDRESS.");
        }
        if (entries.size() == ReconciliationOperations.MAX_ENTRIES) {
          part.take(entries);
          entries = new ArrayList<>();
        }
      }
      if (!entries.isEmpty()) {
        part.take(entries);
      }
    } catch (IOException e) {
      throw new RefusalException(Code.REQUEST_INVALID, "The list cannot be read.", e);
    }
  }

  private void show(ImportResult result) {
    counts.merge(result.outcome(), 1L, Long::sum);
    if (output.json()) {
      terminal.out().println(AdminJson.write(result));
      return;
    }
    terminal.line(
        String.format(
            Locale.ROOT,
            "%s  %-12s  %s  %s",
            result.oid(),
            result.outcome(),
            result.address(),
            result.applied() ? "done" : ""));
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

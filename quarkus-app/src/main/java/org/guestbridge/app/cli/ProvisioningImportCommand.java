package org.guestbridge.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.reconcile.ImportCandidates;
import org.guestbridge.app.reconcile.ImportEntry;
import org.guestbridge.app.reconcile.ImportResult;
import org.guestbridge.app.reconcile.ReconciliationOperations;
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
      "With --by-external-id the directory is the list: every account whose externalId is a GUID and"
          + " no binding's, as Entra's own connector leaves them when it maps objectId to it.",
      "An address on an alias domain becomes the person's for ever. An account with another address"
          + " is renamed to the person's by the next delivery. No account is lost.",
      "Accounts of which nobody knows whose they are: guestbridge provisioning reconcile",
      "What each outcome means: docs/provisioning-reconcile.md"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every line can be carried out, or was.",
      "1:Some cannot; or the list or the order was refused, and error: names why.",
      "2, 3, 4:As everywhere; see guestbridge --help."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge provisioning import --directory atlassian people.csv",
      "  guestbridge provisioning import --directory atlassian --by-external-id",
      "  guestbridge provisioning import --directory atlassian people.csv --apply --as ticket-4711"
    })
final class ProvisioningImportCommand implements Callable<Integer> {

  private static final int TELLING = 500;

  /** Outcomes after which nothing is left to do for the line. */
  private static final Set<String> SETTLED = Set.of("keep", "rename", "ours");

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The list, in UTF-8; a first line may be a head.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--by-external-id",
      description = "Instead of FILE: believe the object ids that the accounts have.")
  private boolean byExternalId;

  @Option(names = "--apply", description = "Do it. Needs --as.")
  private boolean apply;

  @Mixin private DirectoryOption directory = new DirectoryOption();
  @Mixin private ActorOption actor = new ActorOption();
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
    if (apply && !actor.isGiven()) {
      throw misuse("--apply needs --as.");
    }
    String orderer = actor.actor().name();
    if (file.isPresent() == byExternalId) {
      throw misuse("Give either FILE or --by-external-id.");
    }
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw misuse("The list cannot be read.");
    }
    Optional<ImportList> list = file.map(ImportList::new);
    long lines = list.isPresent() ? list.get().check() : 0;
    try (AdminSession session = admin.open(terminal)) {
      ReconciliationOperations operations = session.operations().reconciliations();
      if (list.isPresent()) {
        list.get().each(entries -> carryOut(operations, entries, orderer, lines));
      } else {
        List<ImportEntry> found = candidates(operations);
        for (int from = 0; from < found.size(); from += ReconciliationOperations.MAX_ENTRIES) {
          int to = Math.min(found.size(), from + ReconciliationOperations.MAX_ENTRIES);
          carryOut(operations, found.subList(from, to), orderer, found.size());
        }
      }
    }
    summarize();
    return (SETTLED.containsAll(counts.keySet()) ? ExitCode.OK : ExitCode.NO).number();
  }

  /** All of them before anything is done, since what is done changes what would be found. */
  private List<ImportEntry> candidates(ReconciliationOperations operations)
      throws RefusalException {
    List<ImportEntry> found = new ArrayList<>();
    Optional<Long> from = Optional.of(1L);
    while (from.isPresent()) {
      ImportCandidates page = operations.importCandidates(directory.name(), from.get());
      found.addAll(page.entries());
      from = page.next();
    }
    return found;
  }

  private void carryOut(
      ReconciliationOperations operations, List<ImportEntry> entries, String orderer, long total)
      throws RefusalException {
    operations.importAccounts(directory.name(), entries, apply, orderer).forEach(this::show);
    done += entries.size();
    if (done % TELLING == 0) {
      terminal.warn(done + " of " + total);
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

  private void summarize() {
    if (output.json()) {
      List<Count> list =
          counts.entrySet().stream()
              .map(entry -> new Count(entry.getKey(), entry.getValue()))
              .toList();
      terminal.out().println(AdminJson.write(new Summary(done, apply, list)));
      return;
    }
    counts.forEach(
        (outcome, count) ->
            terminal.line(String.format(Locale.ROOT, "  %-14s %8d", outcome, count)));
    if (done == 0) {
      terminal.warn(
          byExternalId
              ? "No account has an object id as its externalId."
              : "The list names nobody.");
    }
  }

  /** How many lines came to one outcome. */
  record Count(String outcome, long lines) {}

  /** The last line in JSON. */
  record Summary(long lines, boolean applied, List<Count> outcomes) {}

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

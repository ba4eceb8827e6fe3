package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.PreviewOperations;
import org.guestbridge.app.admin.PreviewPage;
import org.guestbridge.app.admin.PreviewView;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PlanState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what planning all stored people would come to, under the rules in force or others. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Who of all people that provisioning told of would get which alias, what would collide, and"
          + " what would change or be refused: under a realm file that is not in force yet, or"
          + " without one under the rules in force. Asks the running broker; nothing is written.",
      "A line for each person of whom something would change: object id, state or code now and then,"
          + " address now and then. How far it is stands on standard error. The output holds personal"
          + " data."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing would change.",
      "1:Something would change.",
      "2:It could not be planned: wrong usage, or the realm file is invalid or not readable for the"
          + " broker.",
      "3, 4:As everywhere; see guestbridge --help."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  guestbridge plan", "  guestbridge plan realm-new.yaml --all --json"})
final class PlanCommand implements Callable<Integer>, Inquiry {

  /** Most new addresses that are remembered to find collisions among them. */
  private static final int MAX_REMEMBERED = 1_000_000;

  private static final int TELLING = 1_000;

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "REALM_FILE",
      description = "The realm file to try, readable by the broker.")
  private Optional<Path> candidate = Optional.empty();

  @Option(names = "--all", description = "Show people of whom nothing would change, too.")
  private boolean all;

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Map<String, Long> counts = new TreeMap<>();
  private final Set<String> given = new HashSet<>();
  private long people;
  private long changes;
  private long collisions;

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    try (AdminSession session = admin.open(terminal)) {
      PreviewOperations previews = session.operations().previews();
      for (PlanState state : PlanState.values()) {
        each(previews, state);
      }
    }
    summarize();
    return (changes == 0 ? ExitCode.OK : ExitCode.NO).number();
  }

  private void each(PreviewOperations previews, PlanState state) throws RefusalException {
    Optional<String> file = candidate.map(path -> path.toAbsolutePath().toString());
    Optional<UUID> after = Optional.empty();
    do {
      PreviewPage page = previews.page(file, state, after, PreviewOperations.MAX_PAGE);
      page.people().forEach(this::show);
      after = page.next();
    } while (after.isPresent());
  }

  private void show(PreviewView person) {
    people++;
    if (people % TELLING == 0) {
      terminal.warn(people + " people");
    }
    String outcome = person.plannedCode().orElse(person.plannedState());
    counts.merge(outcome, 1L, Long::sum);
    boolean isNew = person.plannedAddress().isPresent() && person.address().isEmpty();
    boolean collides = isNew && isGivenTwice(person.plannedAddress().orElseThrow());
    collisions += collides ? 1 : 0;
    changes += person.changes() ? 1 : 0;
    if (!person.changes() && !all) {
      return;
    }
    if (output.json()) {
      terminal.out().println(AdminJson.write(new Line(person, collides)));
      return;
    }
    terminal.line(
        String.format(
            Locale.ROOT,
            "%s  %s -> %s  %s -> %s%s",
            person.oid().orElse(person.person()),
            person.code().orElse(person.state()),
            outcome,
            person.address().orElse("-"),
            person.plannedAddress().orElse("-"),
            collides ? "  collides; the later of the two gets a suffix or is refused" : ""));
  }

  private boolean isGivenTwice(String address) {
    return given.contains(address) || (given.size() < MAX_REMEMBERED && !given.add(address));
  }

  private void summarize() {
    if (output.json()) {
      List<Count> list =
          counts.entrySet().stream()
              .map(entry -> new Count(entry.getKey(), entry.getValue()))
              .toList();
      terminal.out().println(AdminJson.write(new Summary(people, changes, collisions, list)));
      return;
    }
    terminal.line(people + " people, " + changes + " change, " + collisions + " collide");
    counts.forEach(
        (outcome, count) ->
            terminal.line(String.format(Locale.ROOT, "  %-26s %8d", outcome, count)));
  }

  /** One person in JSON. */
  record Line(PreviewView person, boolean collides) {}

  /** How many people would come to one outcome. */
  record Count(String outcome, long people) {}

  /** The last line in JSON. */
  record Summary(long people, long changes, long collisions, List<Count> outcomes) {}
}

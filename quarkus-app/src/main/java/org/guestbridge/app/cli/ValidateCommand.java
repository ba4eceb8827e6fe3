package org.guestbridge.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.load.LoadResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a realm file. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Check a realm file and report every problem at once, each with its place and remedy.",
      "Secrets that it refers to are looked up, so run this where the broker will run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge validate realm.yaml",
      "  guestbridge validate realm.yaml --json | jq '.problems[].pointer'"
    })
final class ValidateCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private RealmFileParameter file = new RealmFileParameter();
  @Mixin private OutputOptions output = new OutputOptions();

  ValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return file.load(terminal).fold(this::accept, this::reject).number();
  }

  private ExitCode accept(LoadResult.Loaded loaded) {
    Summary summary = Summary.of(loaded);
    if (output.json()) {
      terminal.out().println(AdminJson.write(summary));
    } else {
      terminal.line("valid: realm " + summary.realm() + " at " + summary.publicUrl());
      terminal.line("  upstreams    " + String.join(", ", summary.upstreams()));
      terminal.line("  downstreams  " + String.join(", ", summary.downstreams()));
      terminal.line("  rules        " + summary.rules());
      terminal.line("  SHA-256      " + summary.sha256());
    }
    return ExitCode.OK;
  }

  private ExitCode reject(LoadResult.Rejected rejected) {
    if (output.json()) {
      List<FoundProblem> problems = rejected.problems().stream().map(FoundProblem::of).toList();
      terminal.out().println(AdminJson.write(new Verdict(false, problems)));
    } else {
      rejected.problems().stream().map(FoundProblem::of).forEach(this::show);
      int count = rejected.problems().size();
      terminal.line(count == 1 ? "invalid: 1 problem" : "invalid: " + count + " problems");
    }
    return ExitCode.NO;
  }

  private void show(FoundProblem problem) {
    terminal.line(problem.heading());
    terminal.line("  " + problem.detail());
    terminal.line("  " + problem.remedy());
  }

  private record Verdict(boolean valid, List<FoundProblem> problems) {}

  private record Summary(
      boolean valid,
      String realm,
      String publicUrl,
      List<String> upstreams,
      List<String> downstreams,
      int rules,
      String sha256) {

    private static Summary of(LoadResult.Loaded loaded) {
      Realm realm = loaded.realm();
      return new Summary(
          true,
          realm.id().value(),
          realm.publicUrl().toString(),
          List.copyOf(realm.upstreams().keySet()),
          List.copyOf(realm.downstreams().keySet()),
          realm.rules().rules().size(),
          loaded.sha256());
    }
  }
}

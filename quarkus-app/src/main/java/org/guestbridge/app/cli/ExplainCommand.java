package org.guestbridge.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.ExplanationView;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.identity.IdentityDocument;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what a login would do. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Say what a login of a person would do and why, rule by rule, without doing it.",
      "Without --data no registry is asked: the addresses shown are those tried first for somebody"
          + " new. With --data the running broker is asked, with the rules in force there, or its"
          + " database with the rules of FILE."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The person would be released.",
      "1:The person would be refused, or the realm file is invalid.",
      "2, 3, 4:As everywhere; see guestbridge --help."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge explain realm.yaml --identity jo.yaml",
      "  guestbridge explain realm.yaml --claims \\",
      "      'tid=3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81,oid=00000000-0000-4000-8000-000000000001,"
          + "idp=https://sts.windows.net/x/,email=jo@partner.example'",
      "  guestbridge explain realm.yaml --identity jo.yaml --data /var/lib/guestbridge --json"
    })
final class ExplainCommand implements Callable<Integer> {

  private final Terminal terminal;

  @ArgGroup(multiplicity = "1")
  private SupposedClaims claims = new SupposedClaims();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Also look up the binding, by the data directory of the broker.")
  private Optional<Path> data = Optional.empty();

  @Mixin private RealmFileParameter file = new RealmFileParameter();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    if (claims.isAbsent()) {
      throw new ParameterException(spec.commandLine(), "Give --identity or --claims.");
    }
    Realm realm = file.realm(terminal);
    IdentityDocument document = claims.document();
    try (AdminSession session = session(realm, document)) {
      ExplanationView explanation = session.operations().explain(document.claims());
      show(explanation);
      return (explanation.release().isPresent() ? ExitCode.OK : ExitCode.NO).number();
    }
  }

  private AdminSession session(Realm realm, IdentityDocument document) throws RefusalException {
    if (data.isEmpty()) {
      return ExplainSession.withoutRegistry(realm, document);
    }
    return AdminOptions.open(
        data.get(),
        database,
        terminal,
        Optional.of(realm.id()),
        Optional.of(new ExplainSession.Question(realm, document)));
  }

  private void show(ExplanationView explanation) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(explanation));
    } else {
      ExplanationText.lines(explanation).forEach(terminal::line);
    }
  }
}

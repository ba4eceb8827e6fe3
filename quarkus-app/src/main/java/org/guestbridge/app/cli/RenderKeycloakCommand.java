package org.guestbridge.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.keycloak.KeycloakRealm;
import org.guestbridge.realm.keycloak.RenderResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns a realm file into a Keycloak realm. */
@Command(
    name = "keycloak",
    mixinStandardHelpOptions = true,
    description = {
      "Turn a realm file into the import of a realm for Keycloak with the Guestbridge extension.",
      "",
      "The import goes to standard output, and to standard error one warning for each thing that"
          + " Keycloak does otherwise or that is left for you to do. No secret is in it: where the"
          + " realm file says $${env:NAME}, Keycloak reads NAME while it imports; where it says"
          + " $${file:path}, Keycloak looks into its vault.",
      "",
      "The same realm file always makes the same import, so keep both under version control.",
      "docs/keycloak-mapping.md says what becomes of each key."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge render keycloak realm.yaml > example-realm.json",
      "  guestbridge render keycloak realm.yaml --out import/example-realm.json",
      "  ENTRA_CLIENT_SECRET=... bin/kc.sh import --file example-realm.json"
    })
final class RenderKeycloakCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the import to this new file instead.")
  private Optional<Path> target = Optional.empty();

  @Mixin private RealmFileParameter file = new RealmFileParameter();
  @Mixin private OutputOptions output = new OutputOptions();

  RenderKeycloakCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    RenderResult result =
        new KeycloakRealm(RealmFileParameter.loader(terminal)).render(file.file());
    if (result instanceof RenderResult.Rendered rendered) {
      write(rendered.json());
      tell("warnings", rendered.warnings());
      return ExitCode.OK.number();
    }
    tell("problems", ((RenderResult.Rejected) result).problems());
    return ExitCode.NO.number();
  }

  private void write(String json) throws RefusalException {
    if (target.isPresent()) {
      NewFile.write(target.get(), () -> json.getBytes(StandardCharsets.UTF_8));
    } else {
      terminal.out().print(json);
      terminal.out().flush();
    }
  }

  private void tell(String kind, List<Problem> problems) {
    List<FoundProblem> found = problems.stream().map(FoundProblem::of).toList();
    if (output.json()) {
      terminal.err().println(AdminJson.write(Map.of(kind, found)));
      return;
    }
    for (FoundProblem problem : found) {
      terminal.warn(problem.heading());
      terminal.warn("  " + problem.detail());
    }
  }
}

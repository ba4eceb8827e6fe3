package org.guestbridge.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The realm file that a command is about. */
final class RealmFileParameter {

  @Parameters(paramLabel = "FILE", description = "The realm file, YAML or JSON.")
  private Path file = Path.of("realm.yaml");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  Path file() {
    return file;
  }

  /** Wrong usage when there is no such file. */
  void requireReadable() {
    if (!Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "The realm file cannot be read.");
    }
  }

  /** What reads realm files, with the secrets of this process. */
  static RealmLoader loader(Terminal terminal) {
    return new RealmLoader(
        terminal.environment()::get, new MetadataRegistrations(InstantSource.system()));
  }

  LoadResult load(Terminal terminal) {
    return loader(terminal).load(file);
  }

  /** The realm; refused with the code of the file's first problem. */
  Realm realm(Terminal terminal) throws RefusalException {
    LoadResult result = load(terminal);
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.realm();
    }
    List<Problem> problems = ((LoadResult.Rejected) result).problems();
    Problem first = problems.get(0);
    throw new RefusalException(
        first.code(),
        first.pointer() + " " + first.detail() + " (" + problems.size() + " in all; see validate)");
  }
}

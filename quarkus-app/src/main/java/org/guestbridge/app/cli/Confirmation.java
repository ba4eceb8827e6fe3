package org.guestbridge.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The question before what cannot be undone, and the option that answers it. */
final class Confirmation {

  @Option(names = "--yes", description = "Do not ask. Needed when nobody is at the terminal.")
  private boolean yes;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Whether nobody has to be asked. */
  boolean isGiven() {
    return yes;
  }

  /** Wrong usage when somebody would have to be asked and nobody is there. */
  void requireAnswer(Terminal terminal) {
    if (!yes && terminal.ask().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "This cannot be undone and nobody can be asked; say --yes.");
    }
  }

  /** Whether to go on; says so when not. */
  boolean agrees(Terminal terminal, String question) {
    boolean agreed = yes || terminal.confirms(question);
    if (!agreed) {
      terminal.warn("Nothing was changed.");
    }
    return agreed;
  }
}

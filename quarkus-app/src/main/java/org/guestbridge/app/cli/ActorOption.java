package org.guestbridge.app.cli;

import java.util.Optional;
import org.guestbridge.app.admin.Actor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says who gives an order. */
final class ActorOption {

  /** Its name. */
  static final String NAME = "--as";

  @Option(
      names = NAME,
      paramLabel = "NAME",
      description = {
        "Who gives the order, for the audit log: a role or a ticket, not a person; 1 to 48 of A-Z"
            + " a-z 0-9 . _ : -"
      })
  private Optional<String> name = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  boolean isGiven() {
    return name.isPresent();
  }

  /** Whom the option names; the command line itself without one. */
  Actor actor() {
    return name.map(this::parsed).orElse(Actor.CLI);
  }

  private Actor parsed(String text) {
    return Actor.parse(text)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "--as takes 1 to 48 of A-Z a-z 0-9 . _ : -"));
  }
}

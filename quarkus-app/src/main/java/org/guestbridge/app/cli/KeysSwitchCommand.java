package org.guestbridge.app.cli;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.keys.KeyRingEditor;
import org.guestbridge.app.keys.RealmKeys;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the staged key the active one. */
@Command(
    name = "switch",
    mixinStandardHelpOptions = true,
    description = {
      "Sign with the staged key, now or at an instant. The key before is kept for a roll-back.",
      "A service provider that takes one certificate, such as Atlassian, refuses sign-ins until the"
          + " certificate there is exchanged too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge keys switch",
      "  guestbridge keys switch --at 2026-12-01T05:00:00Z",
      "  guestbridge keys switch --at 2026-12-01T06:00:00+01:00"
    })
final class KeysSwitchCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "When, with its offset from UTC. Each node goes by its own clock.")
  private Optional<String> at = Optional.empty();

  @Mixin private KeysTarget target = new KeysTarget();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  KeysSwitchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    Optional<Instant> instant = at.map(this::instant);
    RealmId realm = target.realm(terminal);
    KeyRingEditor editor = target.editor(terminal);
    RealmKeys keys =
        instant.isPresent() ? editor.switchAt(realm, instant.get()) : editor.switchNow(realm);
    KeysText.show(terminal, keys, output.json());
    return ExitCode.OK.number();
  }

  private Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), "--at takes an instant such as 2026-12-01T05:00:00Z.", e);
    }
  }
}

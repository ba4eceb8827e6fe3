package org.guestbridge.app.cli;

import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingEditor;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name a key ring and a realm in it. */
final class KeysTarget {

  @Option(
      names = "--realm",
      paramLabel = "NAME",
      description = "The realm; needed only when the key ring serves several.")
  private Optional<String> realm = Optional.empty();

  @Mixin private DataOptions data = new DataOptions();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  KeyRingLocation location(Terminal terminal) {
    return KeyRingLocation.in(data.data(), terminal.environment());
  }

  KeyRingEditor editor(Terminal terminal) {
    return new KeyRingEditor(location(terminal), InstantSource.system());
  }

  /** The realm that was named, or the only one. */
  RealmId realm(Terminal terminal) throws RefusalException {
    return realm(KeyRing.open(location(terminal)));
  }

  RealmId realm(KeyRing ring) {
    if (realm.isPresent()) {
      return RealmId.parse(realm.get()).orElseThrow(() -> misuse("--realm is not a realm's name."));
    }
    if (ring.realms().size() == 1) {
      return ring.realms().iterator().next();
    }
    throw misuse(
        ring.realms().stream()
            .map(RealmId::value)
            .collect(Collectors.joining(", ", "Name one with --realm: ", ".")));
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

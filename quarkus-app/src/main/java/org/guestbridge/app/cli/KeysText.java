package org.guestbridge.app.cli;

import java.time.InstantSource;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.keys.RealmKeys;

/** How the signing keys of a realm are shown after a step. */
final class KeysText {

  private KeysText() {}

  static void show(Terminal terminal, RealmKeys keys, boolean json) {
    KeyRingView.OfRealm view = KeyRingView.OfRealm.of(keys, InstantSource.system().instant());
    if (json) {
      terminal.out().println(AdminJson.write(view));
      return;
    }
    lines(terminal, view);
    terminal.warn(
        "A broker on this data directory takes it up by itself. Copy the ring to other nodes.");
  }

  static void lines(Terminal terminal, KeyRingView.OfRealm realm) {
    terminal.line("realm " + realm.realm());
    realm.keys().stream().flatMap(key -> key.lines().stream()).forEach(terminal::line);
  }
}

package org.guestbridge.app.keys;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.core.text.RealmId;

/**
 * The name of a signing key's entry in the PKCS#12 file: {@code signing.REALM.SERIAL.STATE}, and
 * for a staged key with a planned switch {@code .MILLISECONDS} since the epoch. Lower case, since
 * the JDK folds names.
 */
record EntryName(RealmId realm, int serial, KeyState state, Optional<Instant> takesOverAt) {

  private static final Pattern FORM =
      Pattern.compile("signing\\.([a-z0-9-]+)\\.([1-9][0-9]{0,3})\\.([a-z]+)(?:\\.([0-9]{1,15}))?");

  static EntryName of(SigningEntry entry) {
    return new EntryName(entry.realm(), entry.serial(), entry.state(), entry.takesOverAt());
  }

  static Optional<EntryName> parse(String name) {
    Matcher parts = FORM.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<Instant> takesOverAt =
        Optional.ofNullable(parts.group(4)).map(Long::parseLong).map(Instant::ofEpochMilli);
    return RealmId.parse(parts.group(1))
        .flatMap(
            realm ->
                KeyState.parse(parts.group(3))
                    .map(
                        state ->
                            new EntryName(
                                realm, Integer.parseInt(parts.group(2)), state, takesOverAt)));
  }

  String text() {
    String name = "signing." + realm + "." + serial + "." + state.text();
    return takesOverAt.map(instant -> name + "." + instant.toEpochMilli()).orElse(name);
  }

  SigningEntry entry(PrivateKey key, X509Certificate certificate) {
    return new SigningEntry(realm, serial, state, takesOverAt, key, certificate);
  }
}

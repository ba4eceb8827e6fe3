package org.guestbridge.app.keys;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a signing key of the ring is for. */
public enum KeyState {
  /** Signs. Each realm has exactly one. */
  ACTIVE,

  /** The next one, published and signing nothing yet. A realm has one at most. */
  STAGED,

  /** Signed before, and kept so that a switch can be taken back. */
  RETIRED;

  /** The name in the ring, in output and in documentation: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<KeyState> parse(String text) {
    return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
  }
}

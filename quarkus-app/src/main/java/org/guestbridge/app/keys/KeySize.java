package org.guestbridge.app.keys;

import java.util.Optional;

/** The sizes of RSA signing keys that are generated. */
public enum KeySize {
  RSA_2048(2048),
  RSA_3072(3072);

  private final int bits;

  KeySize(int bits) {
    this.bits = bits;
  }

  /** Length of the modulus, in bits. */
  public int bits() {
    return bits;
  }

  /** The size with a modulus of {@code bits} bits, if it is offered. */
  public static Optional<KeySize> ofBits(int bits) {
    for (KeySize size : values()) {
      if (size.bits == bits) {
        return Optional.of(size);
      }
    }
    return Optional.empty();
  }
}

package org.guestbridge.app.downstream.saml;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of messages: 160 random bits, as an NCName (SAML core 1.3.4 asks for 128, advises 160). */
final class MessageIds {

  private static final int BYTES = 20;

  private final SecureRandom random = new SecureRandom();

  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return "_" + HexFormat.of().formatHex(bytes);
  }
}

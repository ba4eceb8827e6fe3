package org.guestbridge.app.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The textual encoding of RFC 7468: 64 columns, line feeds, one after the last line, which is the
 * form that Atlassian's and Entra's input fields take.
 */
final class Pem {

  private static final int COLUMNS = 64;

  private Pem() {}

  static String encode(String label, byte[] der) {
    byte[] lineFeed = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(COLUMNS, lineFeed).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}

package org.guestbridge.app.samlxml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Base64 as RFC 4648 section 4 with its section 3.5: padded, no line breaks, no other characters,
 * no stray bits. One text for one value, so that no two parties can read it differently.
 */
public final class StrictBase64 {

  private StrictBase64() {}

  /**
   * Decodes.
   *
   * @throws RefusalException SAML_REQUEST_ENCODING
   */
  public static byte[] decode(String text) throws RefusalException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] decoded = Base64.getDecoder().decode(encoded);
      if (Arrays.equals(Base64.getEncoder().encode(decoded), encoded)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: the exception's message quotes the input.
    }
    throw new RefusalException(Code.SAML_REQUEST_ENCODING, "a value is not strict base64");
  }

  /** The text without white space, by which XML signature and encryption wrap lines. */
  static String dense(String text) {
    StringBuilder dense = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
        dense.append(c);
      }
    }
    return dense.toString();
  }
}

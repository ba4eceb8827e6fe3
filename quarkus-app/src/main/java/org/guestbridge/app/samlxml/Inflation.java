package org.guestbridge.app.samlxml;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Bounded DEFLATE (RFC 1951) decoding for the Redirect binding (SAML bindings 3.4.4.1). */
public final class Inflation {

  /** Largest message after inflation, in bytes; a message of exactly this size is accepted. */
  public static final int MAX_BYTES = 64 * 1024;

  private Inflation() {}

  /**
   * Inflates one raw DEFLATE stream that fills {@code deflated} exactly.
   *
   * @throws RefusalException SAML_REQUEST_OVERSIZED when it inflates to more than {@link
   *     #MAX_BYTES}; SAML_REQUEST_ENCODING when it is broken, truncated, has data after its end or
   *     carries a zlib header
   */
  public static byte[] inflate(byte[] deflated) throws RefusalException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      return inflateAll(inflater);
    } catch (DataFormatException e) {
      throw encoding("the deflate stream is broken");
    } finally {
      inflater.end();
    }
  }

  private static byte[] inflateAll(Inflater inflater) throws DataFormatException, RefusalException {
    byte[] out = new byte[4 * 1024];
    int length = 0;
    while (!inflater.finished()) {
      if (length == out.length) {
        out = Arrays.copyOf(out, Math.min(out.length * 2, MAX_BYTES + 1));
      }
      int count = inflater.inflate(out, length, out.length - length);
      length += count;
      if (length > MAX_BYTES) {
        throw new RefusalException(Code.SAML_REQUEST_OVERSIZED, "the request inflates too far");
      }
      if (count == 0 && !inflater.finished()) {
        throw encoding("the deflate stream is truncated");
      }
    }
    if (inflater.getRemaining() > 0) {
      throw encoding("data follows the deflate stream");
    }
    return Arrays.copyOf(out, length);
  }

  private static RefusalException encoding(String detail) {
    return new RefusalException(Code.SAML_REQUEST_ENCODING, detail);
  }
}

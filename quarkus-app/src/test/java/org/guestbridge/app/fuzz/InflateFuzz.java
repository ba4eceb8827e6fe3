package org.guestbridge.app.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.guestbridge.app.samlxml.Inflation;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Inflation: bounded, and what was inflated deflates to something that inflates to the same. */
final class InflateFuzz implements FuzzTarget {

  @Override
  public List<byte[]> seeds() {
    byte[] text = "<a>repeated repeated repeated</a>".getBytes(StandardCharsets.UTF_8);
    return List.of(
        deflate(text, true),
        deflate(text, false),
        deflate(new byte[0], true),
        deflate(new byte[Inflation.MAX_BYTES], true),
        deflate(new byte[Inflation.MAX_BYTES + 1], true),
        Arrays.copyOf(deflate(text, true), 9));
  }

  @Override
  public void read(byte[] input) throws Exception {
    byte[] inflated;
    try {
      inflated = Inflation.inflate(input);
    } catch (RefusalException refused) {
      throw Require.documented(refused, Code.SAML_REQUEST_OVERSIZED, Code.SAML_REQUEST_ENCODING);
    }
    Require.that(inflated.length <= Inflation.MAX_BYTES, "the result is within the limit");
    byte[] again = Inflation.inflate(deflate(inflated, true));
    Require.that(Arrays.equals(inflated, again), "deflated anew it inflates to the same");
  }

  private static byte[] deflate(byte[] text, boolean raw) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, raw);
    try {
      deflater.setInput(text);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[1024];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}

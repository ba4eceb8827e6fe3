package org.guestbridge.core.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The injective byte encoding of a tuple of texts: a version byte, the number of parts, then each
 * part as its length in four bytes and its UTF-8 bytes. Two different tuples never encode alike, so
 * {@code ("ab","c")} and {@code ("a","bc")} stay two people.
 */
public final class CanonicalBytes {

  private static final int VERSION = 1;

  private CanonicalBytes() {}

  /** Encodes {@code parts} in order. */
  public static byte[] of(List<String> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    out.write(VERSION);
    writeInt(out, parts.size());
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      writeInt(out, bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static void writeInt(ByteArrayOutputStream out, int value) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }
}

package org.guestbridge.app.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * An ID token that an administrator copied, or its claims as JSON. It is not verified: what it says
 * is only compared with what the realm expects. It is never printed and never sent anywhere.
 */
public final class TokenFile {

  /** Largest file, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private final byte[] content;

  /** A file's content, of at most {@link #MAX_BYTES} bytes. */
  public TokenFile(byte[] content) {
    if (content.length > MAX_BYTES) {
      throw new IllegalArgumentException("the token is too long");
    }
    this.content = content.clone();
  }

  /** The claims; empty when the file holds none. */
  Optional<Map<String, Object>> claims() {
    String text = new String(content, StandardCharsets.UTF_8).strip();
    try {
      return Optional.of(
          StrictJson.object(
              text.startsWith("{") ? text.getBytes(StandardCharsets.UTF_8) : payload(text),
              Code.TOKEN_MALFORMED));
    } catch (RefusalException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** The middle of a JWS in compact form (RFC 7515 section 3.1). */
  private static byte[] payload(String compact) {
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a JWS");
    }
    return Base64.getUrlDecoder().decode(parts[1]);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[token]";
  }
}

package org.guestbridge.app.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.guestbridge.app.keys.OwnerOnlyFile;

/**
 * The bearer token of a broker's admin resource: 256 random bits in a file that only the broker's
 * user may read. Being able to read the file is the permission.
 */
public final class AdminToken {

  /** The file's name in the data directory. */
  public static final String FILE = "admin.token";

  private static final int BYTES = 32;

  private final String secret;

  private AdminToken(String secret) {
    this.secret = secret;
  }

  /** Issues a new token in {@code data}; a token issued there before is good no more. */
  public static AdminToken issue(Path data) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    file(data).replace((secret + "\n").getBytes(StandardCharsets.US_ASCII));
    return new AdminToken(secret);
  }

  /**
   * The token that a broker issued in {@code data}.
   *
   * @throws IOException when there is none, or others than its owner may read it
   */
  public static AdminToken read(Path data) throws IOException {
    return new AdminToken(new String(file(data).read(), StandardCharsets.US_ASCII).strip());
  }

  /**
   * Whether {@code presented} is this token, in a time that does not depend on where it differs.
   */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(digest(secret), digest(presented));
  }

  /**
   * The value of the {@code Authorization} header; for a request over loopback, never for a log.
   */
  public String authorization() {
    return "Bearer " + secret;
  }

  private static OwnerOnlyFile file(Path data) {
    return new OwnerOnlyFile(data.resolve(FILE));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform lacks SHA-256", e);
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[admin token]";
  }
}

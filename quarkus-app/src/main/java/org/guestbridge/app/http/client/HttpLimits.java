package org.guestbridge.app.http.client;

import java.time.Duration;

/**
 * The limits of one outgoing call.
 *
 * @param connect until the connection stands, TLS aside; at most {@link #MAX_CONNECT}
 * @param call from the first byte of the request to the last byte of the answer; at most {@link
 *     #MAX_CALL} where somebody waits, {@link #MAX_BACKGROUND_CALL} elsewhere
 * @param bodyBytes the longest answer read; at most {@link #MAX_BODY_BYTES}
 */
public record HttpLimits(Duration connect, Duration call, int bodyBytes) {

  /** The ceiling, and the default, of {@code connect}. */
  public static final Duration MAX_CONNECT = Duration.ofSeconds(2);

  /** The ceiling, and the default, of {@code call}. */
  public static final Duration MAX_CALL = Duration.ofSeconds(5);

  /** The ceiling of {@code call} where nobody waits for the answer. */
  public static final Duration MAX_BACKGROUND_CALL = Duration.ofSeconds(30);

  /** The ceiling of {@code bodyBytes}. */
  public static final int MAX_BODY_BYTES = 1024 * 1024;

  /** The default of {@code bodyBytes}. */
  public static final int DEFAULT_BODY_BYTES = 256 * 1024;

  /** The defaults. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(MAX_CONNECT, MAX_CALL, DEFAULT_BODY_BYTES);

  /** As {@link #DEFAULT}, for documents of up to 1 MiB, such as SAML metadata. */
  public static final HttpLimits DOCUMENTS = new HttpLimits(MAX_CONNECT, MAX_CALL, MAX_BODY_BYTES);

  /** For pages of a directory that is read in the background. */
  public static final HttpLimits BACKGROUND =
      new HttpLimits(MAX_CONNECT, MAX_BACKGROUND_CALL, MAX_BODY_BYTES);

  public HttpLimits {
    requireWithin("connect", connect, MAX_CONNECT);
    requireWithin("call", call, MAX_BACKGROUND_CALL);
    if (bodyBytes < 1 || bodyBytes > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("bodyBytes is not between 1 and " + MAX_BODY_BYTES);
    }
  }

  private static void requireWithin(String name, Duration value, Duration ceiling) {
    if (value.isZero() || value.isNegative() || value.compareTo(ceiling) > 0) {
      throw new IllegalArgumentException(name + " is not above zero and at most " + ceiling);
    }
  }
}

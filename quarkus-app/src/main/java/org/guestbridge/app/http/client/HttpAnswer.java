package org.guestbridge.app.http.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * A complete answer within the limits. Its body is untrusted and may hold tokens, so it is never
 * printed.
 */
public final class HttpAnswer {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(999_999);

  private final int status;
  private final String mediaType;
  private final Optional<Duration> retryAfter;
  private final Optional<String> date;
  private final byte[] body;

  HttpAnswer(
      int status,
      Optional<String> contentType,
      Optional<String> retryAfter,
      Optional<String> date,
      byte[] body) {
    this.status = status;
    this.date = date;
    this.retryAfter = retryAfter.flatMap(this::delay);
    this.mediaType = contentType.map(HttpAnswer::mediaTypeOf).orElse("");
    this.body = body.clone();
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /**
   * How long the server asks to wait, in seconds or until a time (RFC 9110 section 10.2.3). A time
   * counts from the server's own clock, and not at all where the answer does not tell that.
   */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** The server's clock when it answered, to the second (RFC 9110 section 6.6.1). */
  public Optional<Instant> date() {
    return date.flatMap(HttpAnswer::instant);
  }

  /** The bytes of the body, as they came. */
  public byte[] body() {
    return body.clone();
  }

  /**
   * This answer, when the server is up and sends nobody elsewhere.
   *
   * @throws RefusalException {@code upstream_unreachable} for 429 and 5xx, where trying again may
   *     help; {@code upstream_response_invalid} for a redirect
   */
  public HttpAnswer requireReachable() throws RefusalException {
    if (status == 429 || status >= 500) {
      throw new RefusalException(Code.UPSTREAM_UNREACHABLE, "the answer has status " + status);
    }
    if (status < 200 || (status >= 300 && status < 400)) {
      throw new RefusalException(Code.UPSTREAM_RESPONSE_INVALID, "the answer is a redirect");
    }
    return this;
  }

  /**
   * This answer, when the server is up and it says JSON (RFC 8259 section 11, RFC 6839 section
   * 3.1).
   *
   * @throws RefusalException {@code upstream_unreachable} for 429 and 5xx, where trying again may
   *     help; {@code upstream_response_invalid} for a redirect or another type
   */
  public HttpAnswer requireJson() throws RefusalException {
    requireReachable();
    if (!mediaType.equals("application/json") && !mediaType.endsWith("+json")) {
      throw new RefusalException(Code.UPSTREAM_RESPONSE_INVALID, "the answer is not JSON");
    }
    return this;
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[answer " + status + "]";
  }

  private Optional<Duration> delay(String told) {
    if (SECONDS.matcher(told).matches()) {
      return Optional.of(Duration.ofSeconds(Integer.parseInt(told)));
    }
    return instant(told)
        .flatMap(until -> date().map(now -> Duration.between(now, until)))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static String mediaTypeOf(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}

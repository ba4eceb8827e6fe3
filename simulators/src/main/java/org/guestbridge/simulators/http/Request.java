package org.guestbridge.simulators.http;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP request, read completely.
 *
 * @param method upper-case method
 * @param path decoded path
 * @param query parameters of the query string
 * @param rawQuery the query string as it came, over which HTTP-Redirect signatures go; possibly
 *     empty
 * @param headers request headers
 * @param body UTF-8 text of at most {@link LoopbackServer#MAXIMUM_BODY_BYTES} bytes
 */
public record Request(
    String method, String path, Form query, String rawQuery, Headers headers, String body) {

  /** The body as a form; empty when it is of another content type. */
  public Form form() {
    boolean urlEncoded =
        header("Content-Type")
            .map(type -> type.toLowerCase(Locale.ROOT))
            .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
            .isPresent();
    return urlEncoded ? Form.parse(body) : Form.empty();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }
}

package org.guestbridge.simulators.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a simulator answers.
 *
 * @param status HTTP status, or {@link #DROP} to close the connection without an answer
 * @param headers response headers
 * @param body text of the body, sent as UTF-8; possibly none
 */
public record Response(int status, Map<String, String> headers, String body) {
  /** The status of {@link #dropped()}: no answer at all. */
  public static final int DROP = -1;

  private static final ObjectMapper JSON = new ObjectMapper();

  public static Response html(int status, String page) {
    return of(status, "text/html; charset=utf-8", page);
  }

  public static Response text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  /** A JSON document made from maps, lists and records. */
  public static Response json(int status, Object document) {
    return jsonText(status, toJson(document));
  }

  /** A JSON answer whose text is given, which may be malformed on purpose. */
  public static Response jsonText(int status, String text) {
    return of(status, "application/json; charset=utf-8", text);
  }

  public static Response redirect(URI location) {
    return redirect(location.toString());
  }

  public static Response redirect(String location) {
    return new Response(302, Map.of("Location", location, "Cache-Control", "no-store"), "");
  }

  /** No answer: the connection is closed. */
  public static Response dropped() {
    return new Response(DROP, Map.of(), "");
  }

  public Response withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  /** Renders maps, lists and records as compact JSON. */
  public static String toJson(Object document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Response of(int status, String contentType, String body) {
    return new Response(
        status, Map.of("Content-Type", contentType, "Cache-Control", "no-store"), body);
  }
}

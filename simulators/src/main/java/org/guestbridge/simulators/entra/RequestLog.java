package org.guestbridge.simulators.entra;

import java.util.LinkedHashMap;
import java.util.Map;
import org.guestbridge.simulators.http.Request;

/**
 * What the product asked of the simulated tenant: counts by path and the parameters of the last
 * authorization and token requests. These hold secrets and are for tests alone.
 */
public final class RequestLog {
  private static final int MAXIMUM_PATHS = 1000;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private Map<String, String> lastAuthorize = Map.of();
  private Map<String, String> lastToken = Map.of();

  RequestLog() {}

  /** How often this path was asked for, for instance {@code /{tid}/discovery/v2.0/keys}. */
  public synchronized long count(String path) {
    return counts.getOrDefault(path, 0L);
  }

  /** All counts, in the order of the first request. At most 1000 different paths are kept. */
  public synchronized Map<String, Long> counts() {
    return new LinkedHashMap<>(counts);
  }

  /** Parameters of the last authorization request; empty when there was none. */
  public synchronized Map<String, String> lastAuthorizeRequest() {
    return lastAuthorize;
  }

  /** Form parameters of the last token request; empty when there was none. */
  public synchronized Map<String, String> lastTokenRequest() {
    return lastToken;
  }

  public synchronized void clear() {
    counts.clear();
    lastAuthorize = Map.of();
    lastToken = Map.of();
  }

  synchronized void count(Request request) {
    if (counts.size() < MAXIMUM_PATHS || counts.containsKey(request.path())) {
      counts.merge(request.path(), 1L, Long::sum);
    }
  }

  synchronized void authorize(Map<String, String> parameters) {
    lastAuthorize = Map.copyOf(parameters);
  }

  synchronized void token(Map<String, String> parameters) {
    lastToken = Map.copyOf(parameters);
  }
}

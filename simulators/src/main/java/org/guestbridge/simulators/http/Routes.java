package org.guestbridge.simulators.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Exact paths and the handlers of their methods; anything else is 404 or 405. Safe to extend while
 * served.
 */
public final class Routes implements Handler {
  private final Map<String, Map<String, Handler>> handlers = new ConcurrentHashMap<>();

  public Routes get(String path, Handler handler) {
    return on("GET", path, handler);
  }

  public Routes post(String path, Handler handler) {
    return on("POST", path, handler);
  }

  private Routes on(String method, String path, Handler handler) {
    handlers.computeIfAbsent(path, any -> new ConcurrentHashMap<>()).put(method, handler);
    return this;
  }

  @Override
  public Response handle(Request request) {
    Map<String, Handler> methods = handlers.get(request.path());
    if (methods == null) {
      return Response.html(404, Page.of("Not found").paragraph(request.path()).render());
    }
    @Nullable Handler handler = methods.get(request.method());
    return handler == null ? Response.text(405, "Method not allowed") : handler.handle(request);
  }
}

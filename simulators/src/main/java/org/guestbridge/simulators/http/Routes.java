package org.guestbridge.simulators.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Exact paths and the handlers of their methods, and whole trees of paths; anything else is 404 or
 * 405. Safe to extend while served.
 */
public final class Routes implements Handler {
  private final Map<String, Map<String, Handler>> handlers = new ConcurrentHashMap<>();
  private final Map<String, Handler> trees = new ConcurrentHashMap<>();

  public Routes get(String path, Handler handler) {
    return on("GET", path, handler);
  }

  public Routes post(String path, Handler handler) {
    return on("POST", path, handler);
  }

  /** Every method of every path that begins with this prefix, unless the exact path is known. */
  public Routes below(String prefix, Handler handler) {
    trees.put(prefix, handler);
    return this;
  }

  private Routes on(String method, String path, Handler handler) {
    handlers.computeIfAbsent(path, any -> new ConcurrentHashMap<>()).put(method, handler);
    return this;
  }

  @Override
  public Response handle(Request request) {
    Map<String, Handler> methods = handlers.get(request.path());
    if (methods == null) {
      for (Map.Entry<String, Handler> tree : trees.entrySet()) {
        if (request.path().startsWith(tree.getKey())) {
          return tree.getValue().handle(request);
        }
      }
      return Response.html(404, Page.of("Not found").paragraph(request.path()).render());
    }
    @Nullable Handler handler = methods.get(request.method());
    return handler == null ? Response.text(405, "Method not allowed") : handler.handle(request);
  }
}

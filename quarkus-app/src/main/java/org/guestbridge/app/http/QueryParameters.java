package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** The query of one of the broker's own addresses; untrusted, each parameter at most once. */
final class QueryParameters {

  private final HttpServerRequest request;

  private QueryParameters(HttpServerRequest request) {
    this.request = request;
  }

  static QueryParameters of(HttpServerRequest request) {
    return new QueryParameters(request);
  }

  /**
   * The parameter, if it is there.
   *
   * @throws RefusalException {@link Code#REQUEST_INVALID} when it stands twice
   */
  Optional<String> optional(String name) throws RefusalException {
    List<String> values = request.params().getAll(name);
    if (values.size() > 1) {
      throw new RefusalException(Code.REQUEST_INVALID, "a parameter stands twice");
    }
    return values.stream().findFirst();
  }

  /**
   * The parameter.
   *
   * @throws RefusalException {@link Code#REQUEST_INVALID} unless it stands once
   */
  String required(String name) throws RefusalException {
    return optional(name)
        .orElseThrow(() -> new RefusalException(Code.REQUEST_INVALID, "a parameter is missing"));
  }
}

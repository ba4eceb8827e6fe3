package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;

/** The page of every request that reaches no resource method, or breaks on the way. */
@Provider
public final class ErrorMapper implements ExceptionMapper<Throwable> {

  private final RefusalAnswers refusals;
  private final HttpServerRequest request;

  ErrorMapper(RefusalAnswers refusals, @Context HttpServerRequest request) {
    this.refusals = refusals;
    this.request = request;
  }

  @Override
  public Response toResponse(Throwable failure) {
    // Only reading the request throws an IOException: it broke off or went over the limit.
    int status = failure instanceof IOException ? 400 : 500;
    String allow = null;
    if (failure instanceof WebApplicationException known) {
      status = known.getResponse().getStatus();
      allow = known.getResponse().getHeaderString(HttpHeaders.ALLOW);
    }
    Pages.Page page = refusals.error(RealmRequests.exchange(request), status, failure);
    Response.ResponseBuilder answer = RefusalAnswers.html(page);
    return allow == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allow).build();
  }
}

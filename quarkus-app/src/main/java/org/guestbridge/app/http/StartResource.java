package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.login.Begun;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.login.SignInPurpose;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Where people begin who would never reach the broker from the application, because they type their
 * real address there.
 */
@Path("/r/{realm}/start")
@Produces(MediaType.TEXT_HTML)
public final class StartResource {

  private final RealmRequests realms;
  private final SignInAnswers answers;

  StartResource(RealmRequests realms, SignInAnswers answers) {
    this.realms = realms;
    this.answers = answers;
  }

  /** The applications that may be begun here, or the sign-in to the one that {@code to} names. */
  @GET
  public Response start(@PathParam("realm") String realm, @Context HttpServerRequest request) {
    return realms.serveLimited(
        realm,
        request,
        (served, exchange) -> {
          if (served.flow().startable().isEmpty()) {
            throw new RefusalException(Code.NOT_FOUND, "no downstream takes unsolicited responses");
          }
          QueryParameters query = QueryParameters.of(request);
          Optional<String> to = query.optional("to");
          return to.isPresent()
              ? begin(served, exchange, to.get(), query.optional("relayState"))
              : list(served, exchange);
        });
  }

  private static Response list(ServedRealm served, Exchange exchange) {
    String path = RealmPaths.of(served.realm().id(), "start");
    List<Pages.Link> links =
        served.flow().startable().stream()
            .map(name -> new Pages.Link(name, path + "?to=" + name))
            .toList();
    return RefusalAnswers.html(Pages.start(exchange.locale(), exchange.help().orElse(null), links))
        .build();
  }

  private Response begin(
      ServedRealm served, Exchange exchange, String downstream, Optional<String> relayState)
      throws RefusalException {
    Begun begun =
        served
            .flow()
            .begin(
                new SignInPurpose.Started(downstream, relayState),
                Optional.empty(),
                exchange.cookieHeader(),
                exchange.correlationId());
    return answers.begun(served, exchange, begun);
  }
}

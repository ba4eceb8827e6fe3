package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** What the broker publishes about itself as a service provider of one SAML upstream. */
@Path("/r/{realm}/saml/{upstream}/metadata")
public final class ServiceProviderResource {

  private final RealmRequests realms;

  ServiceProviderResource(RealmRequests realms) {
    this.realms = realms;
  }

  /** The metadata (SAML metadata section 2.4.4). */
  @GET
  @Produces("application/samlmetadata+xml")
  public Response metadata(
      @PathParam("realm") String realm,
      @PathParam("upstream") String upstream,
      @Context HttpServerRequest request) {
    return realms.serve(
        realm,
        request,
        (served, exchange) ->
            served
                .flow()
                .upstream(upstream)
                .flatMap(UpstreamConnection::ownMetadata)
                .map(metadata -> Response.ok(metadata).build())
                .orElseThrow(
                    () -> new RefusalException(Code.NOT_FOUND, "no SAML upstream of that name")));
  }
}

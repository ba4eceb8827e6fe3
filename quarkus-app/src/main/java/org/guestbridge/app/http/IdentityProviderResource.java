package org.guestbridge.app.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** What the broker publishes about itself as the identity provider of downstreams. */
@Path("/r/{realm}/saml/metadata")
public final class IdentityProviderResource {

  private final RealmRequests realms;

  IdentityProviderResource(RealmRequests realms) {
    this.realms = realms;
  }

  /** The metadata (SAML metadata section 2.4.3). */
  @GET
  @Produces("application/samlmetadata+xml")
  public Response metadata(@PathParam("realm") String realm, @Context HttpServerRequest request) {
    return realms.serve(
        realm,
        request,
        (served, exchange) -> Response.ok(served.identityProvider().metadata()).build());
  }
}

package org.guestbridge.app.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Headers of every answer: not cached, not framed, not sniffed, no referrer. */
@Provider
public final class SecurityHeaders implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putIfAbsent("Cache-Control", List.of("no-store"));
    headers.putIfAbsent(
        "Content-Security-Policy",
        List.of("default-src 'none'; frame-ancestors 'none'; form-action 'none'"));
    headers.putSingle("X-Content-Type-Options", "nosniff");
    headers.putSingle("X-Frame-Options", "DENY");
    headers.putSingle("Referrer-Policy", "no-referrer");
    headers.putSingle("Strict-Transport-Security", "max-age=31536000");
  }
}

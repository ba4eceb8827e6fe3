package org.guestbridge.app.http.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jspecify.annotations.Nullable;

/**
 * Calls an upstream over pooled connections and gives up in time. Redirects are never followed: an
 * answer that sends the broker elsewhere would send its credential along.
 *
 * <p>Failures are coded: {@code upstream_unreachable} when there is no connection or it breaks,
 * {@code upstream_slow} when the answer is not complete in time, {@code upstream_response_invalid}
 * when it is longer than the limit. Messages name no address, since one may carry a code or a hint.
 */
public final class BoundedHttp {

  private static final String JSON = "application/json";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpClient client;
  private final HttpLimits limits;

  private BoundedHttp(HttpClient client, HttpLimits limits) {
    this.client = client;
    this.limits = limits;
  }

  /** A client that trusts the certificate authorities of the JDK. */
  public static BoundedHttp create(HttpLimits limits) {
    return new BoundedHttp(builder(limits).build(), limits);
  }

  /** A client that trusts what {@code trust} trusts. */
  public static BoundedHttp create(HttpLimits limits, SSLContext trust) {
    return new BoundedHttp(builder(limits).sslContext(trust).build(), limits);
  }

  /** Whether {@code address} may be called: https, or http to a literal loopback host. */
  public static boolean isAllowed(URI address) {
    String host = address.getHost();
    return host != null
        && address.getRawUserInfo() == null
        && address.getRawFragment() == null
        && ("https".equals(address.getScheme()) || isPlainLoopback(address.getScheme(), host));
  }

  /** Asks for JSON. */
  public HttpAnswer getJson(URI address) throws RefusalException {
    return get(address, JSON);
  }

  /**
   * Asks for a document.
   *
   * @param accepted the media types, as in the header Accept
   */
  public HttpAnswer get(URI address, String accepted) throws RefusalException {
    return send(request(address, accepted).GET().build());
  }

  /**
   * Posts a form and asks for JSON.
   *
   * @param form already in {@code application/x-www-form-urlencoded}
   */
  public HttpAnswer postForm(URI address, String form) throws RefusalException {
    return send(post(address, "application/x-www-form-urlencoded", form).build());
  }

  /**
   * Posts a form under an {@code Authorization} header and asks for JSON.
   *
   * @param form already in {@code application/x-www-form-urlencoded}
   */
  public HttpAnswer postForm(URI address, String form, String authorization)
      throws RefusalException {
    return send(
        post(address, "application/x-www-form-urlencoded", form)
            .header("Authorization", authorization)
            .build());
  }

  /** Asks for JSON under an {@code Authorization} header. */
  public HttpAnswer getJson(URI address, String authorization) throws RefusalException {
    return send(request(address, JSON).header("Authorization", authorization).GET().build());
  }

  /** Posts JSON under an {@code Authorization} header and asks for JSON. */
  public HttpAnswer postJson(URI address, String json, String authorization)
      throws RefusalException {
    return send(
        post(address, "application/json", json).header("Authorization", authorization).build());
  }

  /**
   * Sends JSON of a media type under an {@code Authorization} header and asks for JSON.
   *
   * @param method such as {@code PATCH}
   * @param mediaType what the header Content-Type says
   */
  public HttpAnswer sendJson(
      String method, URI address, String mediaType, String json, String authorization)
      throws RefusalException {
    return send(
        request(address, JSON)
            .header("Content-Type", mediaType)
            .header("Authorization", authorization)
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private HttpRequest.Builder post(URI address, String type, String body) throws RefusalException {
    return request(address, JSON)
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(URI address, String accepted) throws RefusalException {
    if (!isAllowed(address)) {
      throw new RefusalException(
          Code.UPSTREAM_RESPONSE_INVALID, "the address is neither https nor a loopback one");
    }
    // Over plain loopback http the client would try an h2c upgrade; over https ALPN decides.
    HttpClient.Version version =
        "https".equals(address.getScheme())
            ? HttpClient.Version.HTTP_2
            : HttpClient.Version.HTTP_1_1;
    return HttpRequest.newBuilder(address).version(version).header("Accept", accepted);
  }

  private HttpAnswer send(HttpRequest request) throws RefusalException {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request, answer -> new BoundedBody(limits.bodyBytes()));
    try {
      HttpResponse<byte[]> response = call.get(limits.call().toNanos(), TimeUnit.NANOSECONDS);
      return new HttpAnswer(
          response.statusCode(),
          response.headers().firstValue("Content-Type"),
          response.headers().firstValue("Retry-After"),
          response.headers().firstValue("Date"),
          response.body());
    } catch (TimeoutException late) {
      call.cancel(true);
      throw new RefusalException(Code.UPSTREAM_SLOW, "no complete answer in time", late);
    } catch (InterruptedException stopped) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new RefusalException(Code.UPSTREAM_SLOW, "the call was interrupted", stopped);
    } catch (ExecutionException failed) {
      throw refusal(failed.getCause());
    }
  }

  private static RefusalException refusal(@Nullable Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof BoundedBody.OversizedException) {
        return new RefusalException(
            Code.UPSTREAM_RESPONSE_INVALID, "the answer is over the size limit");
      }
    }
    if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
      return new RefusalException(Code.UPSTREAM_SLOW, "no complete answer in time");
    }
    if (cause instanceof IOException) {
      return new RefusalException(
          Code.UPSTREAM_UNREACHABLE, "the connection failed: " + cause.getClass().getSimpleName());
    }
    return new RefusalException(Code.UPSTREAM_RESPONSE_INVALID, "the answer is not HTTP");
  }

  private static HttpClient.Builder builder(HttpLimits limits) {
    return HttpClient.newBuilder()
        .connectTimeout(limits.connect())
        .followRedirects(HttpClient.Redirect.NEVER);
  }

  private static boolean isPlainLoopback(String scheme, String host) {
    return "http".equals(scheme) && LOOPBACK.contains(host);
  }
}

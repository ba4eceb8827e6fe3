package org.guestbridge.app.scim.in;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.app.login.CurrentRealm;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.ScimChannel;

/**
 * The one route under {@code /scim/}. The token is checked before anything else is looked at and
 * before a byte of the body is read. With a good token no rate applies, but only so many requests,
 * and bytes of them, at once.
 *
 * <p>A wrong token for a realm, and any token for a realm that there is not, are answered alike and
 * counted alike. That a realm exists is no secret, since its addresses for signing in say so;
 * whether it accepts Entra's own tokens may show here too, by 429 or 503 while many are checked or
 * keys can't be had.
 *
 * <p>Looking for a token in the realm's lists is cheap and comes first. A signature is checked only
 * for an address that has not failed too often, and for so many strangers at once. A token that was
 * good before is held back by neither.
 */
@Singleton
final class ScimRoutes {

  /** Places of one channel; a request takes one for each begun {@link #PLACE_BYTES} of its body. */
  static final int PLACES = 32;

  /** What a place allows to be held in memory, in bytes. */
  static final int PLACE_BYTES = 256 * 1024;

  /** Tokens of Entra's own that are checked at once. */
  static final int MAX_CHECKED_AT_ONCE = 16;

  /** Longest body, in bytes. */
  static final int MAX_BODY_BYTES = 1024 * 1024;

  /** Longest body of a request about groups, in bytes. */
  static final int MAX_GROUP_BODY_BYTES = 8 * 1024 * 1024;

  /** After the filters of every answer, before the server's own and lower limit on bodies. */
  private static final int ORDER = -100;

  private static final Pattern PATH =
      Pattern.compile("/scim/([a-z0-9-]{1,32})/v2/([A-Za-z]{1,32})(?:/([A-Za-z0-9:._-]{1,128}))?");
  private static final String ACCEPTED = ScimRoutes.class.getName();

  private final CurrentRealm realms;
  private final FailedTokens failures;
  private final ScimService service;
  private final EntraTokenCheck entraTokens;
  private final KnownTokens known = new KnownTokens();
  private final Semaphore checking = new Semaphore(MAX_CHECKED_AT_ONCE);
  private final Map<String, Semaphore> working = new ConcurrentHashMap<>();
  private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
  private final BodyHandler groupBodies =
      BodyHandler.create(false).setBodyLimit(MAX_GROUP_BODY_BYTES);

  ScimRoutes(
      CurrentRealm realms,
      FailedTokens failures,
      ScimService service,
      EntraTokenCheck entraTokens) {
    this.realms = realms;
    this.failures = failures;
    this.service = service;
    this.entraTokens = entraTokens;
  }

  void register(@Observes Router router) {
    router
        .route("/scim/*")
        .order(ORDER)
        .handler(this::admit)
        .blockingHandler(this::respond, false)
        .failureHandler(this::failed);
  }

  /** What was found out about a request before its body is read. */
  private record Admitted(
      ServedRealm served, ScimChannel channel, String resource, Optional<String> id) {}

  private void admit(RoutingContext context) {
    Optional<ServedRealm> realm = realm(context.request().path());
    Optional<BearerToken> token = BearerToken.of(context.request());
    Optional<ScimChannel> listed =
        realm.flatMap(found -> token.flatMap(presented -> presented.listedIn(found)));
    if (realm.isEmpty()
        || listed.isPresent()
        || token.filter(presented -> presented.mayBeEntras(realm.get())).isEmpty()) {
      admit(context, realm, BearerToken.Found.of(listed));
    } else if (known.contains(token.get().digest())) {
      check(context, realm.get(), token.get(), () -> {});
    } else if (failures.areTooMany(source(context.request()))) {
      refuse(context, failures.tooMany());
    } else if (!checking.tryAcquire()) {
      refuse(context, busy());
    } else {
      check(context, realm.get(), token.get(), checking::release);
    }
  }

  /** Off the event loop, since keys may have to be fetched; the body waits. */
  private void check(
      RoutingContext context, ServedRealm realm, BearerToken token, Runnable afterwards) {
    String source = source(context.request());
    context.request().pause();
    context
        .vertx()
        .executeBlocking(() -> token.checkedIn(realm, entraTokens), false)
        .onComplete(
            done -> {
              afterwards.run();
              BearerToken.Found found =
                  done.succeeded() ? done.result() : BearerToken.Found.unknown();
              known.checked(token.digest(), found);
              // Who hung up meanwhile is not answered, and would never give places back.
              if (!context.response().closed()) {
                admit(context, Optional.of(realm), found);
                context.request().resume();
              } else if (found.channel().isEmpty()) {
                failures.counted(source, refusal(found));
              }
            });
  }

  private void admit(RoutingContext context, Optional<ServedRealm> realm, BearerToken.Found found) {
    Matcher path = PATH.matcher(context.request().path());
    if (realm.isEmpty() || found.channel().isEmpty()) {
      refuse(context, failures.counted(source(context.request()), refusal(found)));
      return;
    }
    if (!path.matches()) {
      refuse(context, Resources.notFound());
      return;
    }
    ScimChannel channel = found.channel().get();
    Semaphore room =
        working.computeIfAbsent(
            realm.get().realm().id() + " " + channel.name(), name -> new Semaphore(PLACES));
    HttpServerRequest request = context.request();
    boolean hasBody = mayHaveBody(request.method().name());
    boolean large = path.group(2).equals("Groups");
    int places =
        places(
            request.method().name(),
            Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH)),
            request.headers().contains(HttpHeaders.TRANSFER_ENCODING),
            large ? MAX_GROUP_BODY_BYTES : MAX_BODY_BYTES);
    if (!room.tryAcquire(places)) {
      refuse(context, busy());
      return;
    }
    context.addEndHandler(ended -> room.release(places));
    context.put(
        ACCEPTED,
        new Admitted(realm.get(), channel, path.group(2), Optional.ofNullable(path.group(3))));
    if (hasBody) {
      (large ? groupBodies : bodies).handle(context);
    } else {
      // What a GET or DELETE may carry is not read.
      context.next();
    }
  }

  /**
   * How many places a request takes, by what its body may have.
   *
   * @param length the header Content-Length, untrusted
   * @param isChunked whether there is a Transfer-Encoding, beside which a length says nothing (RFC
   *     9112 section 6.3)
   * @param limit the most that is read, in bytes
   */
  static int places(String method, Optional<String> length, boolean isChunked, int limit) {
    if (!mayHaveBody(method)) {
      return 1;
    }
    boolean isKnown = !isChunked && length.filter(text -> text.matches("[0-9]{1,9}")).isPresent();
    long bytes = isKnown ? Math.min(limit, Long.parseLong(length.orElseThrow())) : limit;
    return Math.toIntExact(Math.max(1, (bytes + PLACE_BYTES - 1) / PLACE_BYTES));
  }

  private static boolean mayHaveBody(String method) {
    return !method.equals("GET") && !method.equals("DELETE");
  }

  private static ScimRefusal busy() {
    return new ScimRefusal(Code.SCIM_BUSY, "Too many requests at once.");
  }

  private Optional<ServedRealm> realm(String path) {
    String[] parts = path.split("/", 4);
    return RealmId.parse(parts.length > 2 ? parts[2] : "").flatMap(realms::find);
  }

  private static String source(HttpServerRequest request) {
    return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
  }

  private static ScimRefusal refusal(BearerToken.Found found) {
    return found.undecided()
        ? new ScimRefusal(
            Code.UPSTREAM_UNREACHABLE, "The tenant's keys can't be had at the moment.")
        : new ScimRefusal(Code.SCIM_UNAUTHORIZED, "The bearer token is missing or wrong.");
  }

  private void respond(RoutingContext context) {
    Admitted admitted = context.get(ACCEPTED);
    HttpServerRequest request = context.request();
    byte[] body = body(context);
    send(
        context,
        service.answer(
            admitted.served().realm(),
            () ->
                new ScimRequest(
                    admitted.served().realm(),
                    admitted.served().broker(),
                    admitted.channel(),
                    request.method().name(),
                    admitted.resource(),
                    admitted.id(),
                    Query.of(parameters(context)::getAll),
                    () -> ScimJson.received(body),
                    Optional.ofNullable(request.getHeader(HttpHeaders.IF_MATCH)),
                    Optional.ofNullable(request.getHeader(HttpHeaders.IF_NONE_MATCH)))));
  }

  private static byte[] body(RoutingContext context) {
    boolean isRead = mayHaveBody(context.request().method().name());
    return isRead && context.body().buffer() != null
        ? context.body().buffer().getBytes()
        : new byte[0];
  }

  private static MultiMap parameters(RoutingContext context) {
    try {
      return context.queryParams();
    } catch (HttpException malformed) {
      throw new ScimRefusal(Code.SCIM_SYNTAX, "The query of the URL is malformed.");
    }
  }

  private void failed(RoutingContext context) {
    if (context.response().headWritten()) {
      context.response().reset();
      return;
    }
    Code code =
        switch (context.statusCode()) {
          case 413 -> Code.REQUEST_OVERSIZED;
          case 500 -> Code.INTERNAL_ERROR;
          default -> Code.SCIM_SYNTAX;
        };
    refuse(context, new ScimRefusal(code, "The request can't be read."));
  }

  private void refuse(RoutingContext context, ScimRefusal refusal) {
    if (refusal.code() == Code.RATE_LIMITED) {
      context
          .response()
          .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(failures.secondsLeft()));
    }
    send(context, ScimAnswer.error(refusal));
  }

  private void send(RoutingContext context, ScimAnswer answer) {
    Optional<Admitted> admitted = Optional.ofNullable(context.get(ACCEPTED));
    service.answered(
        answer,
        realm(context.request().path()).map(served -> served.realm().id()),
        admitted.map(known -> known.channel().name()));
    HttpServerResponse response = context.response().setStatusCode(answer.status());
    answer.tag().ifPresent(tag -> response.putHeader(HttpHeaders.ETAG, tag));
    if (answer.status() == 401) {
      response.putHeader("WWW-Authenticate", BearerToken.SCHEME.strip());
    } else if ((answer.status() == 429 || answer.status() == 503)
        && !response.headers().contains(HttpHeaders.RETRY_AFTER)) {
      response.putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    if (answer.body().isEmpty()) {
      response.end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/scim+json;charset=utf-8");
    if (answer.status() == 201) {
      response.putHeader(
          HttpHeaders.LOCATION, answer.body().get().path("meta").path("location").asText());
    }
    response.end(ScimJson.write(answer.body().get()));
  }
}

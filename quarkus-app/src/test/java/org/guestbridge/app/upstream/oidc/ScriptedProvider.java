package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/** A provider of any kind: its documents lie at the paths that a test puts them. */
final class ScriptedProvider implements AutoCloseable {

  static final String STATE = "state-1";

  final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
  final Map<String, Object> documents = new ConcurrentHashMap<>();
  final List<Request> requests = new CopyOnWriteArrayList<>();
  final Map<String, Object> claims = new LinkedHashMap<>();
  final List<Map<String, Object>> keys = new ArrayList<>();

  private final LoopbackServer server = LoopbackServer.bind(0, "scripted-provider");
  private JWK signer = StubProvider.KEYS.get(0);
  private JWSAlgorithm algorithm = JWSAlgorithm.RS256;

  ScriptedProvider() {
    keys.add(StubProvider.publicKey(StubProvider.KEYS.get(0)));
    server.serve(this::answer);
  }

  String base() {
    return server.base().toString();
  }

  /** Signs the next tokens so, and publishes the key. */
  void signWith(JWK key, JWSAlgorithm name) {
    signer = key;
    algorithm = name;
    keys.clear();
    keys.add(new LinkedHashMap<>(key.toPublicJWK().toJSONObject()));
  }

  /** A discovery document whose endpoints are below {@code root}. */
  Map<String, Object> metadata(String discoveryPath, String issuer, String root) {
    Map<String, Object> metadata = new ConcurrentHashMap<>();
    metadata.put("issuer", issuer);
    metadata.put("authorization_endpoint", root + "/authorize");
    metadata.put("token_endpoint", root + "/token");
    metadata.put("jwks_uri", root + "/keys");
    documents.put(discoveryPath + "/.well-known/openid-configuration", metadata);
    return metadata;
  }

  void standardClaims(String issuer) {
    long now = clock.instant().getEpochSecond();
    claims.put("iss", issuer);
    claims.put("aud", EntraSettings.DEFAULT_CLIENT_ID);
    claims.put("sub", "subject-1");
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", now + 3600);
  }

  OidcRelyingParty relyingParty(OidcUpstream upstream) {
    return new OidcRelyingParty(
        upstream, TestUpstream.REDIRECT_URI, TestUpstream.services(clock), Optional.empty());
  }

  /** A whole login: the browser comes back with a code. */
  VerifiedIdentity logIn(OidcRelyingParty relyingParty) throws Exception {
    Departure departure = relyingParty.begin(new BeginLogin(STATE, false, Optional.empty()));
    claims.put("nonce", departure.nonce());
    return relyingParty.complete(
        CallbackParameters.ofQuery("code=c&state=" + STATE), pending(departure));
  }

  PendingLogin pending(Departure departure) {
    return new PendingLogin(
        STATE, departure.nonce(), departure.codeVerifier(), false, clock.instant());
  }

  Request last(String suffix) {
    return requests.stream()
        .filter(request -> request.path().endsWith(suffix))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  long count(String suffix) {
    return requests.stream().filter(request -> request.path().endsWith(suffix)).count();
  }

  @Override
  public void close() {
    server.close();
  }

  private Response answer(Request request) {
    requests.add(request);
    Object document = documents.get(request.path());
    if (document instanceof Response response) {
      return response;
    }
    if (document != null) {
      return Response.json(200, document);
    }
    if (request.path().endsWith("/keys")) {
      return Response.json(200, Map.of("keys", keys));
    }
    return request.path().endsWith("/token")
        ? Response.json(200, Map.of("token_type", "Bearer", "id_token", token(), "expires_in", "9"))
        : Response.text(404, "nothing");
  }

  private String token() {
    try {
      JWSSigner made =
          signer instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(signer.toECKey());
      JWSObject token =
          new JWSObject(
              new JWSHeader.Builder(algorithm).keyID(signer.getKeyID()).build(),
              new Payload(Response.toJson(claims)));
      token.sign(made);
      return token.serialize();
    } catch (com.nimbusds.jose.JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  URI uri() {
    return server.base();
  }
}

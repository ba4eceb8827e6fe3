package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;

/**
 * A provider that serves whatever a test puts in: metadata, keys and tokens that the simulated
 * tenant would never make.
 */
final class StubProvider implements AutoCloseable {

  /** Two keys are enough for every test; making them is slow. */
  static final List<RSAKey> KEYS = List.of(generate("kid-1"), generate("kid-2"));

  final AtomicInteger discoveryCalls = new AtomicInteger();
  final AtomicInteger keyCalls = new AtomicInteger();
  final Map<String, Object> metadata = new LinkedHashMap<>();
  final List<Map<String, Object>> keys = new ArrayList<>();

  private final LoopbackServer server = LoopbackServer.bind(0, "stub-provider");
  private volatile boolean down;
  private volatile String idToken = "";

  StubProvider() {
    String root = server.base() + "/" + EntraSettings.DEFAULT_TENANT;
    metadata.put("issuer", issuer());
    metadata.put("authorization_endpoint", root + "/authorize");
    metadata.put("token_endpoint", root + "/token");
    metadata.put("jwks_uri", root + "/keys");
    KEYS.forEach(key -> keys.add(publicKey(key)));
    server.serve(request -> down ? Response.text(503, "down") : answer(request.path()));
  }

  OidcUpstream upstream() {
    return TestUpstream.at(server.base());
  }

  String issuer() {
    return server.base() + "/" + EntraSettings.DEFAULT_TENANT + "/v2.0";
  }

  URI base() {
    return server.base();
  }

  void down(boolean value) {
    down = value;
  }

  void idToken(String value) {
    idToken = value;
  }

  @Override
  public void close() {
    server.close();
  }

  private Response answer(String path) {
    if (path.endsWith("/openid-configuration")) {
      discoveryCalls.incrementAndGet();
      return Response.json(200, metadata);
    }
    if (path.endsWith("/keys")) {
      keyCalls.incrementAndGet();
      return Response.json(200, Map.of("keys", keys));
    }
    return Response.json(200, Map.of("token_type", "Bearer", "id_token", idToken));
  }

  /** A published key as Entra writes it; a test changes single members. */
  static Map<String, Object> publicKey(RSAKey key) {
    Map<String, Object> members = new LinkedHashMap<>(key.toPublicJWK().toJSONObject());
    members.put("use", "sig");
    return members;
  }

  /** Signs a header and a payload as they stand with the first key. */
  static String sign(String header, String payload) throws Exception {
    String input = Base64URL.encode(header) + "." + Base64URL.encode(payload);
    Base64URL signature =
        new RSASSASigner(KEYS.get(0))
            .sign(new JWSHeader(JWSAlgorithm.RS256), input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + signature;
  }

  private static RSAKey generate(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

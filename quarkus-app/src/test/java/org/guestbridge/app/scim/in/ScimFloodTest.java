package org.guestbridge.app.scim.in;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.store.EmbeddedCaches;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tokens without end cost and change, from addresses of their own on the loopback. */
class ScimFloodTest {

  private static final String REALM = "flows";
  private static final String LISTED = "listed-token-0123456789abcdef0123456789";
  private static final String TEXT =
      """
      realm: flows
      publicUrl: https://sso.example.com
      domains: { passThrough: [example.com], alias: [guests.example.com] }
      mail: { handledBy: elsewhere }
      upstreams:
        entra:
          type: entra-oidc
          tenant: 3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81
          clientId: 3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c82
          credential: { secret: "${env:SECRET}" }
          idpClaimConfigured: true
      downstreams:
        atlassian:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/one
          acs: https://auth.atlassian.com/login/callback?connection=saml-one
      rules:
        - name: guests
          when: { account: external }
          alias: { local: "{mail.local}", domain: guests.example.com, onCollision: suffix }
      provisioning:
        channels:
          issued: { type: scim, upstream: entra, population: guests, entraTokens: {} }
          listed: { type: scim, upstream: entra, population: guests, tokens: ["${env:TOKEN}"] }
      """;

  private static final EmbeddedCaches CACHES = EmbeddedCaches.alone();
  private static final Vertx VERTX = Vertx.vertx();
  private static final AtomicInteger CHECKS = new AtomicInteger();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:07Z");

  private static int port;

  @BeforeAll
  static void serve() throws Exception {
    ServedRealm served = served();
    ScimRoutes routes =
        new ScimRoutes(
            id -> id.value().equals(REALM) ? Optional.of(served) : Optional.empty(),
            new FailedTokens(CACHES.rates(() -> NOW)),
            new ScimService(withoutDatabase(), id -> {}, new SimpleMeterRegistry()),
            (realm, channel, token) -> {
              CHECKS.incrementAndGet();
              return token.startsWith("good.")
                  ? EntraTokenCheck.Result.ACCEPTED
                  : token.startsWith("outage.")
                      ? EntraTokenCheck.Result.UNDECIDED
                      : EntraTokenCheck.Result.REFUSED;
            });
    Router router = Router.router(VERTX);
    routes.register(router);
    port =
        VERTX
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .actualPort();
  }

  @AfterAll
  static void stop() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get();
    CACHES.close();
  }

  /** Only the realm is looked at here. */
  @SuppressWarnings("NullAway")
  private static ServedRealm served() {
    LoadResult result =
        new RealmLoader(Map.of("SECRET", "s3cret-".repeat(6), "TOKEN", LISTED)::get)
            .load(TEXT.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, Path.of("."));
    Realm realm = ((LoadResult.Loaded) result).realm();
    return new ServedRealm(realm, "", null, null, null, null);
  }

  private static Ledger withoutDatabase() {
    return new Ledger() {
      @Override
      public <T> T inUnit(RealmId realm, Work<T> work) {
        throw new IllegalStateException("nothing is stored here");
      }
    };
  }

  @Test
  void tokenWhenItsAddressFailedTooOftenThenNotCheckedUnlessItWasGoodBefore() throws Exception {
    try (ScimAddress flooding = new ScimAddress(port, 77);
        ScimAddress another = new ScimAddress(port, 78)) {
      assertThat(flooding.get(REALM, "good.a.1").status()).isEqualTo(200);
      int before = CHECKS.get();
      for (int sent = 0; sent < FailedTokens.PER_MINUTE; sent++) {
        assertThat(flooding.get(REALM, "forged.a." + sent).status()).isEqualTo(401);
      }
      assertThat(CHECKS.get() - before).isEqualTo(FailedTokens.PER_MINUTE);
      ScimAddress.Answer refused = flooding.get(REALM, "forged.a.b");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.retryAfter()).isEqualTo(53);
      assertThat(refused.body()).contains("rate_limited");
      assertThat(flooding.get(REALM, "good.a.2").status()).isEqualTo(429);
      assertThat(CHECKS.get() - before).isEqualTo(FailedTokens.PER_MINUTE);

      assertThat(flooding.get(REALM, "good.a.1").status()).isEqualTo(200);
      assertThat(flooding.get(REALM, LISTED).status()).isEqualTo(200);
      assertThat(another.get(REALM, "good.a.2").status()).isEqualTo(200);
      assertThat(another.get(REALM, "forged.a.b").status()).isEqualTo(401);
    }
  }

  @Test
  void tokenWhenTheRealmIsNotThereThenAnsweredAndCountedAsAWrongOne() throws Exception {
    try (ScimAddress stranger = new ScimAddress(port, 79)) {
      ScimAddress.Answer wrong = stranger.get(REALM, "wrong");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(stranger.get("nowhere", "wrong").withoutId()).isEqualTo(wrong.withoutId());
      for (int sent = 2; sent < FailedTokens.PER_MINUTE; sent++) {
        assertThat(stranger.get("nowhere", "wrong").status()).isEqualTo(401);
      }
      ScimAddress.Answer refused = stranger.get("nowhere", "wrong");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(stranger.get(REALM, "wrong").withoutId()).isEqualTo(refused.withoutId());
    }
  }

  @Test
  void tokenWhenTheKeysAreOfflineThenAnOutageThatIsCountedToo() throws Exception {
    try (ScimAddress address = new ScimAddress(port, 80)) {
      for (int sent = 0; sent < FailedTokens.PER_MINUTE; sent++) {
        assertThat(address.get(REALM, "outage.a." + sent).status()).isEqualTo(503);
      }
      assertThat(address.get(REALM, "outage.a.b").status()).isEqualTo(429);
    }
  }
}

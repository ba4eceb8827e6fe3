package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppTokensTest {

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final String ENDPOINT = "/" + TENANT + "/oauth2/v2.0/token";

  private final ScriptedProvider site = new ScriptedProvider();
  private final AppTokens tokens = tokens();

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void tokenThenKeptUntilShortlyBeforeItsEnd() throws Exception {
    answers(Map.of("access_token", "t-1", "expires_in", "3600"));
    assertThat(tokens.token(TENANT)).isEqualTo("t-1");
    site.clock.advance(Duration.ofHours(1).minus(AppTokens.SPARE).minusMillis(1));
    tokens.token(TENANT);
    assertThat(site.count("/token")).isEqualTo(1);

    site.clock.advance(Duration.ofMillis(1));
    tokens.token(TENANT);
    tokens.forget(TENANT);
    tokens.token(TENANT);
    assertThat(site.count("/token")).isEqualTo(3);
    assertThat(site.last("/token").body())
        .contains("grant_type=client_credentials")
        .contains("scope=https%3A%2F%2Fgraph.microsoft.com%2F.default");
  }

  @Test
  void tokenWhenRefusedOrMalformedThenItsCode() throws Exception {
    answers(Response.json(401, Map.of("error", "invalid_client")));
    assertThat(refusalOf(() -> tokens.token(TENANT))).isEqualTo(Code.UPSTREAM_CLIENT_REJECTED);
    answers(Map.of("access_token", "a b\n", "expires_in", 3600));
    assertThat(refusalOf(() -> tokens.token(TENANT))).isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
    answers(Map.of("access_token", "t"));
    assertThat(refusalOf(() -> tokens.token(TENANT))).isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
  }

  private void answers(Object answer) {
    site.documents.put(ENDPOINT, answer);
  }

  private AppTokens tokens() {
    OidcProvider.Entra provider =
        new OidcProvider.Entra(TENANT, Set.of(), site.uri(), true, Optional.empty());
    return new AppTokens(
        TestUpstream.of(provider),
        provider.authority(),
        URI.create("https://graph.microsoft.com"),
        TestUpstream.services(site.clock));
  }
}

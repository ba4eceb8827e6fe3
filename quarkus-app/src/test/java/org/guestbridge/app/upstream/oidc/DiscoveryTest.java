package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import java.time.Duration;
import java.time.Instant;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

  private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final StubProvider provider = new StubProvider();
  private Discovery discovery;

  @BeforeEach
  void start() {
    discovery = new Discovery(provider.upstream().provider(), TestUpstream.services(clock));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void metadataThenLazyAndRefreshedDaily() throws Exception {
    assertThat(provider.discoveryCalls).hasValue(0);
    discovery.metadata();
    clock.advance(Discovery.REFRESH_AFTER.minusMillis(1));
    discovery.metadata();
    assertThat(provider.discoveryCalls).hasValue(1);

    clock.advance(Duration.ofMillis(1));
    discovery.metadata();
    discovery.metadata();
    assertThat(provider.discoveryCalls).hasValue(2);
  }

  @Test
  void metadataWhenDownAtFirstThenRefusedAndFetchedAtTheNextLogin() throws Exception {
    provider.down(true);
    assertThat(refusalOf(discovery::metadata)).isEqualTo(Code.UPSTREAM_UNREACHABLE);
    provider.down(false);

    assertThat(discovery.metadata().token().getPath()).endsWith("/token");
  }

  @Test
  void metadataWhenDownLaterThenKeptForAWeek() throws Exception {
    discovery.metadata();
    provider.down(true);
    clock.advance(Discovery.KEEP_FOR.minusMillis(1));
    assertThat(discovery.metadata()).isNotNull();

    clock.advance(Duration.ofMillis(1));
    assertThat(refusalOf(discovery::metadata)).isEqualTo(Code.UPSTREAM_UNREACHABLE);
  }

  @Test
  void metadataWhenRefreshFailsThenTriedAgainAfterFiveMinutes() throws Exception {
    discovery.metadata();
    provider.metadata.put("issuer", "https://another.example");
    clock.advance(Discovery.REFRESH_AFTER);
    discovery.metadata();
    discovery.metadata();
    assertThat(provider.discoveryCalls).hasValue(2);

    clock.advance(Discovery.RETRY_AFTER);
    discovery.metadata();
    assertThat(provider.discoveryCalls).hasValue(3);
  }

  @Test
  void metadataWhenIssuerIsTheTemplateThenAccepted() throws Exception {
    provider.metadata.put("issuer", provider.base() + "/{tenantid}/v2.0");

    assertThat(discovery.metadata()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/common/v2.0", "/{tenantid}/v2.0/", "/{tenant}/v2.0", ""})
  void metadataWhenIssuerIsAnotherThenRefused(String path) throws Exception {
    provider.metadata.put("issuer", provider.base() + path);

    assertThat(refusalOf(discovery::metadata)).isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    "authorization_endpoint,https://attacker.example/authorize",
    "token_endpoint,https://attacker.example/token",
    "token_endpoint,http://127.0.0.1:1/token",
    "jwks_uri,http://localhost/keys",
    "jwks_uri,file:///etc/passwd",
    "jwks_uri,not a uri",
    "token_endpoint,"
  })
  void metadataWhenEndpointIsElsewhereThenRefused(String member, String value) throws Exception {
    provider.metadata.put(member, value == null ? 7 : value);

    assertThat(refusalOf(discovery::metadata)).isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
  }
}

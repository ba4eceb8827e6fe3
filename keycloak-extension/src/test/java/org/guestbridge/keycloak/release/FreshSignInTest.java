package org.guestbridge.keycloak.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshSignInTest {

  private static final Instant ASKED = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant NOW = ASKED.plusSeconds(90);
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final FreshSignIn asked = new FreshSignIn(ASKED);

  @Test
  void signInWhenWithinTheLoginAndTheSkewThenMet() {
    assertThat(asked.isMetBy(ASKED.plusSeconds(30), NOW)).isTrue();
    assertThat(asked.isMetBy(ASKED.minus(SKEW), NOW)).isTrue();
    assertThat(asked.isMetBy(NOW.plus(SKEW), NOW)).isTrue();
  }

  @Test
  void signInWhenOlderOrAheadByMoreThanTheSkewThenNotMet() {
    assertThat(asked.isMetBy(ASKED.minus(SKEW).minusMillis(1), NOW)).isFalse();
    assertThat(asked.isMetBy(NOW.plus(SKEW).plusMillis(1), NOW)).isFalse();
  }

  @Test
  void noteWhenWrittenThenReadAgain() {
    assertThat(FreshSignIn.parse(asked.text())).hasValue(asked);
    assertThat(FreshSignIn.parse(null)).isEmpty();
  }

  @Test
  void noteWhenMalformedThenADemandThatNothingMeets() {
    FreshSignIn malformed = FreshSignIn.parse("yesterday").orElseThrow();

    assertThat(malformed.isMetBy(NOW, NOW)).isFalse();
    assertThat(FreshSignIn.parse("").orElseThrow().isMetBy(Instant.MAX, NOW)).isFalse();
  }
}

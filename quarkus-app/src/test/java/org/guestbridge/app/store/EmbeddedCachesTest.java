package org.guestbridge.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EmbeddedCachesTest {

  private static final EmbeddedCaches CACHES = EmbeddedCaches.alone();

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final Rates rates = CACHES.rates(now::get);

  @AfterAll
  static void stop() {
    CACHES.close();
  }

  @Test
  void limitThTimeIsTheLastOfItsWindow() {
    assertThat(rates.permits("window", "a", 2, 60)).isTrue();
    assertThat(rates.permits("window", "a", 2, 60)).isTrue();
    assertThat(rates.permits("window", "a", 2, 60)).isFalse();
    now.set(now.get().plusSeconds(59));
    assertThat(rates.permits("window", "a", 2, 60)).isFalse();
    now.set(now.get().plusSeconds(1));
    assertThat(rates.permits("window", "a", 2, 60)).isTrue();
  }

  @Test
  void aWindowIsUsedUpAfterTheLimitThTimeAndUntilItsEnd() {
    assertThat(rates.isUsedUp("used", "a", 1, 60)).isFalse();
    assertThat(rates.isUsedUp("used", "a", 1, 60)).isFalse();
    assertThat(rates.permits("used", "a", 1, 60)).isTrue();
    assertThat(rates.isUsedUp("used", "a", 1, 60)).isTrue();
    assertThat(rates.isUsedUp("used", "b", 1, 60)).isFalse();
    assertThat(rates.secondsLeft(60)).isEqualTo(60);
    now.set(now.get().plusSeconds(59));
    assertThat(rates.isUsedUp("used", "a", 1, 60)).isTrue();
    assertThat(rates.secondsLeft(60)).isEqualTo(1);
    now.set(now.get().plusSeconds(1));
    assertThat(rates.isUsedUp("used", "a", 1, 60)).isFalse();
  }

  @Test
  void sourcesAndThingsAreCountedApart() {
    assertThat(rates.permits("apart", "a", 1, 60)).isTrue();
    assertThat(rates.permits("apart", "b", 1, 60)).isTrue();
    assertThat(rates.permits("other", "a", 1, 60)).isTrue();
    assertThat(rates.permits("apart", "a", 1, 60)).isFalse();
  }

  @Test
  void manyAtOnceGetExactlyTheLimit() {
    long permitted =
        IntStream.range(0, 1_000)
            .parallel()
            .filter(i -> rates.permits("many", "a", 100, 60))
            .count();
    assertThat(permitted).isEqualTo(100);
  }

  @Test
  void onlyTheStatusOfABindingIsRemembered() {
    RefusedBindings refused = CACHES.refusedBindings();
    for (Code code : Code.values()) {
      UpstreamSubject subject = subject(code.text());
      refused.remember(HERE, subject, code);
      boolean status = code == Code.BINDING_HELD || code == Code.BINDING_RETIRED;
      assertThat(refused.recent(HERE, subject).isPresent()).as(code.text()).isEqualTo(status);
    }
    assertThat(refused.recent(HERE, subject(Code.BINDING_HELD.text()))).contains(Code.BINDING_HELD);
    assertThat(refused.recent(new RealmId("other"), subject(Code.BINDING_HELD.text()))).isEmpty();
    refused.invalidate();
    assertThat(refused.recent(HERE, subject(Code.BINDING_HELD.text()))).isEmpty();
  }

  private static final RealmId HERE = new RealmId("here");

  private static UpstreamSubject subject(String name) {
    return new UpstreamSubject.Oidc("https://login.example.com", name);
  }
}

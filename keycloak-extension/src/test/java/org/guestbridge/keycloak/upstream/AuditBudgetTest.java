package org.guestbridge.keycloak.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;

class AuditBudgetTest {

  private static final RealmId REALM = new RealmId("one");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:59Z"));
  private final AuditBudget budget = new AuditBudget(now::get);

  @Test
  void permitsWhenSixtyInAMinuteThenNoMoreUntilTheNext() {
    assertThat(IntStream.range(0, 60).allMatch(each -> permits(REALM, Code.BINDING_HELD))).isTrue();
    assertThat(permits(REALM, Code.BINDING_HELD)).isFalse();

    now.set(Instant.parse("2026-11-22T10:01:00Z"));
    assertThat(permits(REALM, Code.BINDING_HELD)).isTrue();
  }

  @Test
  void permitsWhenOneCodeIsFloodedThenOthersAndOtherRealmsStay() {
    IntStream.range(0, 100).forEach(each -> permits(REALM, Code.BINDING_HELD));

    assertThat(permits(REALM, Code.RULE_REFUSED)).isTrue();
    assertThat(permits(new RealmId("two"), Code.BINDING_HELD)).isTrue();
  }

  private boolean permits(RealmId realm, Code code) {
    return budget.of(realm).permits(code);
  }
}

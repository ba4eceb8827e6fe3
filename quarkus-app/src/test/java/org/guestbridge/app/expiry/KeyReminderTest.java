package org.guestbridge.app.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;

class KeyReminderTest {

  private static final Instant END = Instant.parse("2027-11-22T23:59:59Z");
  private static final ExpiringKey KEY = new ExpiringKey(new RealmId("example"), "atlassian", END);

  private final KeyReminder reminder = new KeyReminder();

  @Test
  void dueWhenTheEndComesNearerThenSaidAtEachStepAndOnceADay() {
    assertThat(due(Duration.ofDays(61))).isEmpty();
    assertThat(due(Duration.ofDays(60))).containsExactly(KEY);
    assertThat(due(Duration.ofDays(60).minusHours(23))).isEmpty();
    assertThat(due(Duration.ofDays(59))).containsExactly(KEY);
    assertThat(due(Duration.ofDays(30).plusSeconds(1))).containsExactly(KEY);
    assertThat(due(Duration.ofDays(30))).containsExactly(KEY);
    assertThat(due(Duration.ofDays(7))).containsExactly(KEY);
    assertThat(due(Duration.ofSeconds(-1))).containsExactly(KEY);
    assertThat(KEY.message(END.plusSeconds(1))).startsWith("directory key has run out");
  }

  private List<ExpiringKey> due(Duration before) {
    return reminder.due(List.of(KEY), END.minus(before));
  }
}

package org.guestbridge.app.scim.out;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectoryPaceTest {

  private final DirectoryPace pace = new DirectoryPace(10, Duration.ofMinutes(1), () -> 0L);

  @Test
  void requestsWithinWhenThrottledThenFewerUntilTheSpeedIsBack() {
    assertThat(pace.requestsWithin(Duration.ofSeconds(15))).isEqualTo(150);
    pace.throttled(Optional.empty());
    assertThat(pace.requestsWithin(Duration.ofSeconds(15))).isEqualTo(75);
    for (int answers = 0; answers < 100; answers++) {
      pace.answered();
    }
    assertThat(pace.requestsWithin(Duration.ofSeconds(15))).isEqualTo(150);
  }
}

package org.guestbridge.app.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAnswerTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "7 | Sun, 22 Nov 2026 10:00:00 GMT | 7",
        "0 | - | 0",
        "Sun, 22 Nov 2026 10:02:00 GMT | Sun, 22 Nov 2026 10:00:00 GMT | 120",
        "Sun, 22 Nov 2026 09:58:00 GMT | Sun, 22 Nov 2026 10:00:00 GMT | 0",
        "Sun, 22 Nov 2037 10:00:00 GMT | Sun, 22 Nov 2026 10:00:00 GMT | 999999",
        "Sun, 22 Nov 2026 10:02:00 GMT | - | -",
        "soon | Sun, 22 Nov 2026 10:00:00 GMT | -",
        "-5 | Sun, 22 Nov 2026 10:00:00 GMT | -"
      })
  void retryAfterWhenInSecondsOrUntilATimeThenByTheServersClock(
      String told, String date, Long seconds) {
    HttpAnswer answer =
        new HttpAnswer(
            429, Optional.empty(), Optional.of(told), Optional.ofNullable(date), new byte[0]);
    assertThat(answer.retryAfter().map(Duration::toSeconds))
        .isEqualTo(Optional.ofNullable(seconds));
  }
}

package org.guestbridge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | de",
        "de-CH | de",
        "fr, de;q=0.5, en;q=0.4 | de",
        "fr, de;q=0.4, en;q=0.5 | en",
        "en-GB | en",
        "fr | en",
        "* | en"
      })
  void bestOfTheSpokenLanguagesIsTaken(String header, String language) {
    assertThat(Exchange.localeOf(Optional.of(header)).getLanguage()).isEqualTo(language);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ";", "de;q=2", "\u0000", "de;q=", "-", "<script>"})
  void whatIsNotValidIsEnglish(String header) {
    assertThat(Exchange.localeOf(Optional.of(header))).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void noHeaderIsEnglish() {
    assertThat(Exchange.localeOf(Optional.empty())).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void correlationIdsDiffer() {
    assertThat(Exchange.newCorrelationId())
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(Exchange.newCorrelationId());
  }
}

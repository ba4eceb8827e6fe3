package org.guestbridge.app.scim.in;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a channel's room a request takes before its body is read. */
class ScimRoutesTest {

  @ParameterizedTest
  @CsvSource({
    "GET, , 1048576, 1",
    "DELETE, , 1048576, 1",
    "GET, 0, 1048576, 1",
    "POST, 0, 1048576, 1",
    "POST, 900, 1048576, 1",
    "POST, 262144, 1048576, 1",
    "POST, 262145, 1048576, 2",
    "PATCH, 1048576, 1048576, 4",
    "PATCH, 8388608, 8388608, 32",
    "PATCH, 999999999, 8388608, 32",
    "PATCH, , 8388608, 32",
    "PATCH, -1, 8388608, 32",
    "PATCH, 9999999999999999999999, 1048576, 4",
    "POST, many, 1048576, 4"
  })
  void requestWhenItsBodyMayBeLongThenItTakesMorePlaces(
      String method, String length, int limit, int expected) {
    assertThat(ScimRoutes.places(method, Optional.ofNullable(length), limit)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1048576", "8388608"})
  void requestWhenOfAnyLengthThenThereIsRoomForIt(int limit) {
    assertThat(ScimRoutes.places("PUT", Optional.empty(), limit))
        .isLessThanOrEqualTo(ScimRoutes.PLACES);
  }
}

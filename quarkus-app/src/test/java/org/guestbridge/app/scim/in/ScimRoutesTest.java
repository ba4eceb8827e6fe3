package org.guestbridge.app.scim.in;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a channel's room a request takes before its body is read. */
class ScimRoutesTest {

  @ParameterizedTest
  @CsvSource({
    "GET, , false, 1048576, 1",
    "DELETE, , false, 1048576, 1",
    "GET, 0, false, 1048576, 1",
    "GET, 900000, false, 1048576, 1",
    "GET, , true, 1048576, 1",
    "POST, 0, false, 1048576, 1",
    "POST, 900, false, 1048576, 1",
    "POST, 900, true, 1048576, 4",
    "PATCH, 900, true, 8388608, 32",
    "PATCH, , true, 8388608, 32",
    "POST, 262144, false, 1048576, 1",
    "POST, 262145, false, 1048576, 2",
    "PATCH, 1048576, false, 1048576, 4",
    "PATCH, 8388608, false, 8388608, 32",
    "PATCH, 999999999, false, 8388608, 32",
    "PATCH, , false, 8388608, 32",
    "PATCH, -1, false, 8388608, 32",
    "PATCH, 9999999999999999999999, false, 1048576, 4",
    "POST, many, false, 1048576, 4"
  })
  void requestWhenItsBodyMayBeLongThenItTakesMorePlaces(
      String method, String length, boolean isChunked, int limit, int expected) {
    assertThat(ScimRoutes.places(method, Optional.ofNullable(length), isChunked, limit))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1048576", "8388608"})
  void requestWhenOfAnyLengthThenThereIsRoomForIt(int limit) {
    assertThat(ScimRoutes.places("PUT", Optional.empty(), false, limit))
        .isLessThanOrEqualTo(ScimRoutes.PLACES);
  }
}

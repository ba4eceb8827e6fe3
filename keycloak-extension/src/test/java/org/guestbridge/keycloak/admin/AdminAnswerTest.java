package org.guestbridge.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.Test;

class AdminAnswerTest {

  @Test
  void problemWhenThereIsNoDetailThenTheCodesOwnSentence() {
    assertThat(AdminAnswer.problem(Code.NOT_FOUND, "").toString())
        .isEqualTo(
            "{\"code\":\"not_found\",\"detail\":\"There is nothing at this address.\","
                + "\"remedy\":\"Check the realm name and the path.\"}");
    assertThat(AdminAnswer.problem(Code.NOT_FOUND, "Here.").path("detail").asText())
        .isEqualTo("Here.");
  }

  @Test
  void statusWhenOfACodeThenNeverSuccess() {
    for (Code code : Code.values()) {
      assertThat(AdminAnswer.status(code)).isBetween(400, 503);
    }
    assertThat(AdminAnswer.status(Code.ADMIN_UNAUTHORIZED)).isEqualTo(401);
    assertThat(AdminAnswer.status(Code.ADMIN_FORBIDDEN)).isEqualTo(403);
    assertThat(AdminAnswer.status(Code.BINDING_TRANSITION)).isEqualTo(409);
  }
}

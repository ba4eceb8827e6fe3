package org.guestbridge.simulators.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the directory remembers of the ID tokens that it issued. */
class LastClaimsTest {
  private static SimulatedEntra entra;
  private static OidcClient client;

  @BeforeAll
  static void start() {
    entra = SimulatedEntra.start(EntraSettings.defaults());
    client = new OidcClient(entra);
  }

  @AfterAll
  static void stop() {
    entra.close();
  }

  @BeforeEach
  void reset() {
    entra.directory().reset();
    entra.faults().clear();
  }

  @Test
  void stateWhenPeopleSignedInThenHasTheRememberedClaimsOfEachToken() throws Exception {
    assertThat(state()).isEmpty();
    JsonNode guest = client.claims("guest");
    JsonNode employee = client.claims("employee");
    assertThat(state().fieldNames()).toIterable().containsExactlyInAnyOrder("guest", "employee");
    assertThat(state().path("guest").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("idp", "acct", "email", "oid", "upn", "preferred_username");
    assertThat(state().path("employee").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("acct", "email", "oid", "upn", "preferred_username");
    assertSameClaims(state().path("guest"), guest);
    assertSameClaims(state().path("employee"), employee);
  }

  @Test
  void lastClaimsWhenPersonChangedThenFollowTheNextToken() throws Exception {
    assertThat(entra.directory().lastClaims("guest")).isEmpty();
    client.logIn("guest");
    entra.directory().change("guest", guest -> guest.idp("mail"));
    assertThat(entra.directory().lastClaims("guest").get("idp")).isNotEqualTo("mail");
    client.logIn("guest");
    assertThat(entra.directory().lastClaims("guest"))
        .containsEntry("idp", "mail")
        .containsEntry("acct", 1);
  }

  @Test
  void lastClaimsWhenTokenWasFaultyThenSayWhatItSaid() throws Exception {
    entra.faults().next(Fault.MISSING_OID);
    client.logIn("guest");
    assertThat(entra.directory().lastClaims("guest")).doesNotContainKey("oid").containsKey("acct");
  }

  @Test
  void lastClaimsWhenPersonLeavesThenForgotten() throws Exception {
    client.logIn("guest");
    client.logIn("otp");
    entra.directory().change("guest", guest -> guest.key("renamed"));
    entra.directory().remove("otp");
    assertThat(entra.directory().lastClaims()).isEmpty();
    assertThat(entra.directory().lastClaims("otp")).isEmpty();
  }

  @Test
  void lastClaimsWhenPersonLeftBeforeTheTokenThenNothingIsKept() throws Exception {
    String code = client.code();
    entra.directory().remove("guest");
    assertThat(client.token(client.tokenParameters(code)).statusCode()).isEqualTo(200);
    assertThat(entra.directory().lastClaims()).isEqualTo(Map.of());
  }

  private static JsonNode state() throws Exception {
    String body = client.get(entra.authority() + "/simulator/state.json").body();
    return OidcClient.json(body).path("lastClaims");
  }

  private static void assertSameClaims(JsonNode remembered, JsonNode token) {
    remembered
        .properties()
        .forEach(claim -> assertThat(claim.getValue()).isEqualTo(token.path(claim.getKey())));
  }
}

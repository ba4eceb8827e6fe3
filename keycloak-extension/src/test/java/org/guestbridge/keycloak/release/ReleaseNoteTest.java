package org.guestbridge.keycloak.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseNoteTest {

  private static final ReleaseNote NOTE =
      new ReleaseNote(
          UUID.fromString("0d0c5a0e-4b1f-4c53-9a55-3a1c1b8f2f10"),
          "atlassian",
          "entra",
          "guests of known partners",
          "Jo",
          "Doe \"Quote\"",
          List.of("jira-partners", "confluence"),
          "c0ffee",
          Instant.parse("2026-11-22T10:00:00.123Z"));

  @Test
  void aNoteIsReadAsItWasWritten() {
    assertThat(ReleaseNote.parse(NOTE.toJson())).contains(NOTE);
  }

  @ParameterizedTest
  @CsvSource({
    "\"binding\":\"0d0c, \"binding\":\"0D0C",
    "2026-11-22T10:00:00.123Z, yesterday",
    "\"rule\", \"rules\"",
    "\"rule\":\"guests of known partners\", \"rule\":7",
    "\"givenName\":\"Jo\", \"givenName\":\"\"",
    "\"surname\":, \"surname\":null@",
    "\"groups\":[\"jira-partners\", \"groups\":[[]",
    "\"downstream\":\"atlassian\", '\"downstream\":\"atlassian\",\"downstream\":\"atlassian\"'",
    "\"upstream\":\"entra\", '\"upstream\":\"entra\",\"admin\":true'"
  })
  void whatWasChangedIsNoNote(String from, String to) {
    String changed = NOTE.toJson().replace(from, to);
    assertThat(changed).isNotEqualTo(NOTE.toJson());
    assertThat(ReleaseNote.parse(changed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{", "\"note\""})
  void whatIsNoNoteAtAllIsEmpty(String text) {
    assertThat(ReleaseNote.parse(text)).isEmpty();
  }

  @Test
  void noTextIsNoNote() {
    assertThat(ReleaseNote.parse(null)).isEmpty();
  }

  @Test
  void itsTextNamesNobody() {
    assertThat(NOTE).hasToString("[release of 0d0c5a0e-4b1f-4c53-9a55-3a1c1b8f2f10]");
  }
}

package org.guestbridge.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static final Person JOE =
      Person.guest()
          .mail("joe.doe@partner.example")
          .signInName("Joe")
          .displayName("J\u00f6e (Contoso) van {mail} I")
          .surname("Doe, ")
          .claim("department", "IT")
          .claim("twice", "a", "b")
          .claim("two-faced", "a@b@c.example");

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "{mail}, joe.doe@partner.example",
    "{mail.local}_{mail.domain}, joe.doe_partner.example",
    "{displayName.first}, J\u00f6e",
    "{displayName.last}, I",
    "{displayName.last.lower}, i",
    "{signInName.upper}, JOE",
    "{surname.last}, Doe",
    "{displayName.slug}, joe-contoso-van-mail-i",
    "{account}, external",
    "{homeTenant}, 9b0a2c6d-7e11-4e39-8a55-5c2f0d1e2f30",
    "{claim:department.lower}, it",
    "{{{mail.local}}}, {joe.doe}",
    "{{mail}}, {mail}",
  })
  void evaluateWhenEveryValueIsPresentThenText(String source, String text) {
    assertThat(Rules.template(source).evaluate(JOE.identity())).contains(text);
  }

  @Test
  void evaluateWhenValueHoldsPlaceholderThenItIsNotExpanded() {
    assertThat(Rules.template("{displayName}").evaluate(JOE.identity()))
        .contains("J\u00f6e (Contoso) van {mail} I");
  }

  @Test
  void evaluateWhenLocalPartIsOneCharacterThenIt() {
    assertThat(
            Rules.template("{mail.local}")
                .evaluate(Person.guest().mail("j@partner.example").identity()))
        .contains("j");
  }

  @Test
  void evaluateWhenHashThenFirstFourBytesOfSha256() {
    assertThat(
            Rules.template("{displayName.hash8}")
                .evaluate(Person.guest().displayName("abc").identity()))
        .contains("ba7816bf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{givenName}",
        "x{givenName}x",
        "{mail}{upn}",
        "{signInName.local}",
        "{signInName.domain}",
        "{claim:missing}",
        "{claim:twice}",
        "{claim:two-faced.local}",
        "{claim:two-faced.domain}"
      })
  void evaluateWhenAnyValueIsMissingThenEmpty(String source) {
    assertThat(Rules.template(source).evaluate(JOE.identity())).isEmpty();
  }

  @Test
  void evaluateWhenValueIsBlankThenEmpty() {
    Person blank = Person.guest().givenName(" ").displayName("(Contoso)").surname("\u65e5\u672c");

    assertThat(Rules.template("{givenName}").evaluate(blank.identity())).isEmpty();
    assertThat(Rules.template("{displayName.first}").evaluate(blank.identity())).isEmpty();
    assertThat(Rules.template("{surname.slug}").evaluate(blank.identity())).isEmpty();
  }

  @Test
  void evaluateWhenResultIsLongThenCutWithoutPartingACharacter() {
    Person longName = Person.guest().displayName("a" + "\ud83d\ude00".repeat(600));

    String result = Rules.template("{displayName}").evaluate(longName.identity()).orElseThrow();

    assertThat(result).hasSize(1_023).endsWith("\ud83d\ude00");
  }

  @ParameterizedTest
  @CsvSource({
    "{name}, There is no field named \"name\".",
    "{group}, There is no field named \"group\".",
    "{}, There is no field named \"\".",
    "{mail.}, There is no filter named \"\".",
    "{mail.reverse}, There is no filter named \"reverse\".",
    "{ mail}, There is no field named \" mail\".",
    "{claim:}, There is no field named \"claim:\".",
    "{claim:a b}, There is no field named \"claim:a b\".",
    "{mail, There is a { without a } at position 1; write {{ for a brace.",
    "mail}, There is a } without a { at position 5; write }} for a brace.",
    "'{mail{upn}', There is no field named \"mail{upn\".",
  })
  void compileWhenTextIsFaultyThenProblem(String source, String problem) {
    assertThat(problems(source)).containsExactly(problem);
  }

  @Test
  void compileWhenSeveralFaultsThenAllOfThem() {
    assertThat(problems("{a}{mail.b.c}\u0007"))
        .hasSize(4)
        .contains("There is a control character at position 14.");
  }

  @Test
  void compileWhenSizeIsAtTheLimitThenOnlyBeyondIsRefused() {
    assertThat(problems("a".repeat(256))).isEmpty();
    assertThat(problems("a".repeat(257))).hasSize(1);
    assertThat(problems("")).hasSize(1);
    assertThat(problems("{mail}".repeat(16))).isEmpty();
    assertThat(problems("{mail}".repeat(17))).hasSize(1);
  }

  private static List<String> problems(String source) {
    return Template.compile(source).fold(template -> List.of(), problems -> problems);
  }
}

package org.guestbridge.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSizeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      textBlock =
          """
          abc 3
          a\\(b 3
          a{3} 3
          ab{3}c 5
          a{3,} 3
          a{2,5} 5
          a{5,2} 5
          a{0} 1
          a{0}b 2
          a{} 3
          a{,5} 5
          (ab) 3
          (ab){3} 9
          (a(b){2}){3} 18
          [abc] 1
          [abc]{4} 4
          []()]{4} 4
          [^]()]{4} 4
          [a\\](]{4} 4
          [[:alpha:](]{4} 4
          \\Q(){9}\\E{2} 8
          a{255} 255
          """)
  void ofWhenBalancedThenCopiesAreCounted(String expression, long expected) {
    assertThat(RegexSize.of(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{256}",
        "a{0,256}",
        "a{256,}",
        "(a",
        "a)",
        "a)(",
        "((((a{255}){255}){255}){255})",
        "(?:(?:(?:(?:(?:x{99}){99}){99}){99}){99}){99}"
      })
  void ofWhenUnboundedThenTooLarge(String expression) {
    assertThat(RegexSize.of(expression)).isEqualTo(RegexSize.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x{0,1000}", "(?:x{0,255}){0,255}", "(?:(?:(?:x{99}){99}){99}){99}", "(a{256})?"})
  void problemWhenRepeatsMultiplyThenRefusedBeforeItIsCompiled(String expression) {
    assertThat(Predicate.Regex.problem(expression))
        .hasValueSatisfying(problem -> assertThat(problem).contains("too large"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x{0,255}", "(?:x{0,39}){0,100}", "[a-z0-9.]{1,64}@[a-z.]{1,253}\\.example"})
  void problemWhenRepeatsStayWithinBoundsThenNone(String expression) {
    assertThat(Predicate.Regex.problem(expression)).isEmpty();
  }

  @Test
  void problemWhenSizeIsTheLimitThenOneMoreIsRefused() {
    assertThat(Predicate.Regex.problem("(?:x{97}){100}")).isEmpty();
    assertThat(Predicate.Regex.problem("(?:x{98}){100}")).isPresent();
  }
}

package org.guestbridge.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupRulesTest {

  private static final Map<String, String> NAMES =
      Map.of("g-1", "Jira - Team", "g-2", "Internal Audit", "g-3", "Jira - Other", "g-4", "Else");

  @Test
  void releasedWhenTableAndPatternsThenTheTableFirstAndTheFirstPatternDecides() {
    GroupRules rules =
        new GroupRules(
            Map.of("g-3", "table"),
            List.of(
                pattern("Jira - (.+)", "jira-$1"),
                new GroupPattern(Predicate.Regex.of("(?i)internal.*"), Optional.empty()),
                pattern("Internal (.+)", "never")),
            "ext-",
            false);
    assertThat(rules.released(Set.of("g-1", "g-2", "g-3", "g-4", "g-5"), NAMES))
        .containsExactly("ext-table", "ext-jira-Team", "ext-g-4", "ext-g-5");
    assertThat(rules.released(Set.of("g-1"), Map.of())).containsExactly("ext-g-1");
  }

  @Test
  void releasedWhenOthersAreDroppedThenOnlyWhatIsDecided() {
    GroupRules rules = new GroupRules(Map.of(), List.of(pattern(".*Team", "team")), "", true);
    assertThat(rules.released(NAMES.keySet(), NAMES)).containsExactly("team");
    assertThat(rules.released(NAMES.keySet(), Map.of())).isEmpty();
  }

  @Test
  void releasedWhenTheNameMatchesInPartThenThePatternDoesNotDecide() {
    GroupRules rules = new GroupRules(Map.of(), List.of(pattern("Jira", "x")), "", true);
    assertThat(rules.released(Set.of("g-1"), NAMES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'(a)(b)?', '$1-$2.', a, 'a-.'",
    "'(a)(b)?', '$1-$2.', ab, 'a-b.'",
    "'.*', '$$1', ab, '$1'",
    "'(.*)', '$$$1$$', ab, '$ab$'"
  })
  void renameWhenDollarsThenGroupsOrADollar(String match, String to, String name, String expected) {
    assertThat(pattern(match, to).rename(name)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2", "$0", "$", "a$", "$a", "$$$", " ", "a\u0007"})
  void patternWhenTheNameIsNotOneThenRefused(String to) {
    assertThatThrownBy(() -> pattern("(.*)", to)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void releasedWhenTheNameIsTooLongOrBlankThenLeftOut() {
    GroupRules rules = new GroupRules(Map.of(), List.of(pattern("(.*)", "$1")), "p", true);
    Map<String, String> names = new LinkedHashMap<>();
    names.put("fits", "x".repeat(254));
    names.put("long", "x".repeat(255));
    names.put("blank", "  ");
    assertThat(rules.released(names.keySet(), names)).containsExactly("p" + "x".repeat(254));
  }

  private static GroupPattern pattern(String match, String to) {
    return new GroupPattern(Predicate.Regex.of(match), Optional.of(to));
  }
}

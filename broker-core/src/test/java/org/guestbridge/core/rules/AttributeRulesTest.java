package org.guestbridge.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeRulesTest {

  static Stream<Arguments> namesWhenNoTemplateThenDefaults() {
    return Stream.of(
        arguments(Person.guest().givenName("Joe").surname("Doe"), "Joe", "Doe"),
        arguments(Person.guest().displayName("Joe van Doe (Contoso)"), "Joe", "Doe"),
        arguments(Person.guest().displayName("Joe").surname("Doe"), "Joe", "Doe"),
        arguments(Person.guest().displayName("Joe"), "Joe", "User"),
        arguments(Person.guest().displayName("Doe, Joe"), "Doe", "Joe"),
        arguments(Person.guest().displayName("joe@a.com").mail("ann.lee@a.com"), "Ann", "Lee"),
        arguments(Person.guest().mail("joe.h.doe+jira@partner.example"), "Joe", "Doe"),
        arguments(Person.guest().mail("info@partner.example"), "Info", "User"),
        arguments(Person.guest().mail("1234@partner.example"), "Guest", "User"),
        arguments(Person.guest().signInName("live.com#ida.ito@live.example"), "Ida", "Ito"),
        arguments(Person.guest().signInName("joe_a.com#EXT#@t.onmicrosoft.com"), "Guest", "User"),
        arguments(Person.guest(), "Guest", "User"),
        arguments(Person.guest().givenName("").surname(" \t"), "Guest", "User"),
        arguments(Person.guest().givenName("joe@a.com").surname("a\uff20b"), "Guest", "User"),
        arguments(Person.guest().givenName("joe_a.com#EXT#").surname("\ufe6b"), "Guest", "User"),
        arguments(Person.guest().givenName("live.com#Joe").surname("MAIL#Doe"), "Joe", "Doe"),
        arguments(Person.guest().givenName("mail#google.com#Joe").surname("mail#"), "Joe", "User"),
        arguments(
            Person.guest().givenName("J\u0000o\u202ee\r\n").surname("van \u00a0\t Doe\u200b"),
            "Joe",
            "van Doe"),
        arguments(
            Person.guest().givenName("a".repeat(300)).surname("b".repeat(128)),
            "a".repeat(128),
            "b".repeat(128)));
  }

  @ParameterizedTest
  @MethodSource
  void namesWhenNoTemplateThenDefaults(Person person, String givenName, String surname) {
    assertThat(AttributeRules.DEFAULTS.names(person.reader()))
        .isEqualTo(new ReleasedNames(givenName, surname));
  }

  @Test
  void namesWhenTemplatesThenFirstUsable() {
    AttributeRules rules =
        new AttributeRules(
            List.of(
                Rules.template("{givenName}"),
                Rules.template("{mail}"),
                Rules.template("{displayName.first}")),
            List.of(Rules.template("{surname.upper} (ext)")));
    Person person = Person.guest().mail("joe@a.com").displayName("Joe Doe").surname("ili");

    assertThat(rules.names(person.reader())).isEqualTo(new ReleasedNames("Joe", "ILI (ext)"));
  }

  @Test
  void namesWhenNoTemplateIsUsableThenDefaults() {
    AttributeRules rules =
        new AttributeRules(List.of(Rules.template("{mail}")), List.of(Rules.template("{upn}")));

    assertThat(rules.names(Person.guest().mail("joe.doe@a.com").reader()))
        .isEqualTo(new ReleasedNames("Joe", "Doe"));
  }

  @Test
  void releasedWhenGroupsAreMappedThenOrderOfTheRule() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("g-9", "zeta");
    map.put("g-1", "alpha");
    map.put("g-2", "zeta");
    map.put("g-3", "unused");
    Set<String> groups = Set.of("g-1", "g-2", "g-9", "h-2", "h-1");

    assertThat(new GroupRules(map, true).released(groups, Map.of()))
        .containsExactly("zeta", "alpha");
    assertThat(new GroupRules(map, false).released(groups, Map.of()))
        .containsExactly("zeta", "alpha", "h-1", "h-2");
    assertThat(GroupRules.NONE.released(groups, Map.of())).isEmpty();
    assertThat(new GroupRules(map, true).released(Set.of(), Map.of())).isEmpty();
  }
}

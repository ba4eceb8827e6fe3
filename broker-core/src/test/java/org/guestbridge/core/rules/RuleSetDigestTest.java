package org.guestbridge.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.core.rules.Rules.ALIAS;
import static org.guestbridge.core.rules.Rules.INTERNAL;
import static org.guestbridge.core.rules.Rules.KEEP_UPN;
import static org.guestbridge.core.rules.Rules.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.text.DomainName;
import org.junit.jupiter.api.Test;

/** A digest stands in audit logs, so the same rules have the same one in every later version. */
class RuleSetDigestTest {

  private static final DomainName ONE = new DomainName("one.example");
  private static final DomainName TWO = new DomainName("two.example");

  @Test
  void digestWhenEveryKindOfRuleIsThereThenStable() {
    assertThat(RuleSet.of(Rules.DOMAINS, everyKind()).digest())
        .isEqualTo("56fcf484e552765e753ce288357fecd7d3d621b47ad47c27bf6090d936c442a3");
  }

  @Test
  void digestWhenPiecesMoveBetweenListsThenDiffers() {
    assertThat(digest(attributes(List.of(template("a")), List.of(template("b")))))
        .isNotEqualTo(digest(attributes(List.of(template("a"), template("b")), List.of())));
    assertThat(digest(groups(Map.of("a", "b")))).isNotEqualTo(digest(groups(Map.of("b", "a"))));
    assertThat(RuleSet.of(new AddressDomains(Set.of(ONE), Set.of(TWO)), List.of()).digest())
        .isNotEqualTo(RuleSet.of(new AddressDomains(Set.of(TWO), Set.of(ONE)), List.of()).digest());
  }

  private static List<Rule> everyKind() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("g-2", "second");
    map.put("g-1", "first");
    return List.of(
        Rule.of("employees", List.of(INTERNAL), KEEP_UPN),
        new Rule(
            "guests",
            List.of(
                text(new Predicate.EqualTo("one.example")),
                text(new Predicate.In(Set.of("one.example", "two.example"))),
                text(new Predicate.DomainIs(Set.of(ONE, TWO))),
                text(new Predicate.DomainWithin(Set.of(TWO, ONE))),
                text(Predicate.Regex.of("[a-z.]+")),
                new Matcher.Role(Set.of("r-1", "r-2")),
                new Matcher.Group(Set.of("g-1", "g-2"))),
            ALIAS,
            new AttributeRules(List.of(template("{givenName}")), List.of(template("{surname}"))),
            new GroupRules(map, false)),
        Rule.of("rest", List.of(), new Action.Refuse(Optional.of("Ask your contact."))));
  }

  private static Matcher text(Predicate predicate) {
    return Rules.text("mail.domain", predicate);
  }

  private static Rule attributes(List<Template> givenName, List<Template> surname) {
    return new Rule(
        "rule", List.of(), ALIAS, new AttributeRules(givenName, surname), GroupRules.NONE);
  }

  @Test
  void digestWhenPatternOrPrefixDiffersThenDiffers() {
    GroupPattern pattern = new GroupPattern(Predicate.Regex.of("a"), Optional.of("b"));
    GroupPattern dropped = new GroupPattern(Predicate.Regex.of("a"), Optional.empty());
    List<GroupRules> all =
        List.of(
            new GroupRules(Map.of(), true),
            new GroupRules(Map.of(), List.of(pattern), "", true),
            new GroupRules(Map.of(), List.of(dropped), "", true),
            new GroupRules(Map.of(), List.of(pattern), "p", true),
            new GroupRules(Map.of(), List.of(), "p", true),
            new GroupRules(Map.of(), List.of(pattern, dropped), "", true));
    assertThat(
            all.stream()
                .map(
                    groups ->
                        digest(
                            new Rule("rule", List.of(), ALIAS, AttributeRules.DEFAULTS, groups))))
        .doesNotHaveDuplicates();
  }

  private static Rule groups(Map<String, String> map) {
    return new Rule("rule", List.of(), ALIAS, AttributeRules.DEFAULTS, new GroupRules(map, true));
  }

  private static String digest(Rule rule) {
    return Rules.set(rule).digest();
  }
}

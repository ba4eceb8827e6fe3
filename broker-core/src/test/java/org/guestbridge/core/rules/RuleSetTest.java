package org.guestbridge.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.guestbridge.core.rules.Rules.ALIAS;
import static org.guestbridge.core.rules.Rules.EXTERNAL;
import static org.guestbridge.core.rules.Rules.INTERNAL;
import static org.guestbridge.core.rules.Rules.KEEP_PRIMARY;
import static org.guestbridge.core.rules.Rules.KEEP_UPN;
import static org.guestbridge.core.rules.Rules.REFUSE;
import static org.guestbridge.core.rules.Rules.rule;
import static org.guestbridge.core.rules.Rules.set;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.DomainName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleSetTest {

  private static final Matcher IN_GROUP = new Matcher.Group(Set.of("g-1"));
  private static final Matcher PARTNER =
      Rules.text("mail.domain", new Predicate.In(Set.of("partner.example")));

  static Stream<Arguments> decideWhenRefusedThenCode() {
    return Stream.of(
        arguments(Person.unproven(), set(rule(REFUSE)), Code.ACCOUNT_KIND_UNPROVEN),
        arguments(Person.guest().idp(" "), set(rule(ALIAS)), Code.ACCOUNT_KIND_CONFLICT),
        arguments(Person.guest(), set(), Code.RULE_NO_MATCH),
        arguments(Person.guest(), set(rule(ALIAS, INTERNAL)), Code.RULE_NO_MATCH),
        arguments(Person.guest(), set(rule(REFUSE)), Code.RULE_REFUSED),
        arguments(joe(), set(rule(KEEP_UPN)), Code.PASS_THROUGH_NOT_INTERNAL),
        arguments(
            joe().upn("joe@example.com"), set(rule(KEEP_UPN)), Code.PASS_THROUGH_NOT_INTERNAL),
        arguments(ann(), set(rule(ALIAS)), Code.ALIAS_FOR_INTERNAL),
        arguments(Person.guest(), set(rule(ALIAS)), Code.RULE_VALUE_MISSING),
        arguments(Person.employee(), set(rule(KEEP_UPN)), Code.PASS_THROUGH_ADDRESS_MISSING),
        arguments(
            Person.employee().mail("ann@example.com"),
            set(rule(KEEP_UPN)),
            Code.PASS_THROUGH_ADDRESS_MISSING),
        arguments(
            Person.employee().mail("ann@example.com").upn("ann@example.com"),
            set(rule(KEEP_PRIMARY)),
            Code.PASS_THROUGH_ADDRESS_MISSING),
        arguments(employee("ann@other.example"), set(rule(KEEP_UPN)), Code.PASS_THROUGH_DOMAIN),
        arguments(employee("a@eu.example.com"), set(rule(KEEP_UPN)), Code.PASS_THROUGH_DOMAIN),
        arguments(employee("a@guests.example.com"), set(rule(KEEP_UPN)), Code.PASS_THROUGH_DOMAIN),
        arguments(
            Person.employee().verifiedPrimaryEmail("ann@other.example"),
            set(rule(KEEP_PRIMARY)),
            Code.PASS_THROUGH_DOMAIN),
        arguments(
            Person.employee()
                .verifiedPrimaryEmail("ann@example.com")
                .verifiedPrimaryEmail("bob@example.com"),
            set(rule(KEEP_PRIMARY)),
            Code.PASS_THROUGH_ADDRESS_MISSING),
        arguments(joe().withTooManyGroups(), set(rule(ALIAS, IN_GROUP)), Code.RULE_VALUE_MISSING),
        arguments(joe().withTooManyGroups(), refuseGroupElseAlias(), Code.RULE_VALUE_MISSING),
        arguments(joe().group("g-1"), refuseGroupElseAlias(), Code.RULE_REFUSED));
  }

  @ParameterizedTest
  @MethodSource
  void decideWhenRefusedThenCode(Person person, RuleSet rules, Code code) {
    Decision decision = rules.decide(person.identity());

    assertThat(decision).isInstanceOf(Decision.Refuse.class);
    assertThat(((Decision.Refuse) decision).code()).isEqualTo(code);
  }

  @Test
  void decideWhenAliasRuleMatchesThenAlias() {
    Decision.Alias alias = alias(set(rule(ALIAS, EXTERNAL, PARTNER)), joe().identity());

    assertThat(alias.request())
        .isEqualTo(new AliasRequest("joe_partner.example", Rules.ALIAS_DOMAIN, OnCollision.SUFFIX));
    assertThat(alias.names()).isEqualTo(new ReleasedNames("Joe", "User"));
    assertThat(alias.rule()).isEqualTo("rule");
  }

  @Test
  void decideWhenGroupsAreCompleteThenGroupRuleIsPassed() {
    alias(refuseGroupElseAlias(), joe().identity());
    alias(refuseGroupElseAlias(), joe().group("g-2").identity());
  }

  @Test
  void decideWhenGroupsAreCutShortAndTheRestFailsThenNextRule() {
    RuleSet rules =
        set(
            Rule.of("refuse", List.of(IN_GROUP, INTERNAL), REFUSE),
            Rule.of("alias", List.of(), ALIAS));

    assertThat(alias(rules, joe().withTooManyGroups().identity()).rule()).isEqualTo("alias");
  }

  @Test
  void decideWhenUpnIsOnAPassThroughDomainThenPassThrough() {
    Decision decision = set(rule(KEEP_UPN, INTERNAL)).decide(ann().identity());

    assertThat(decision).isInstanceOf(Decision.PassThrough.class);
    assertThat(((Decision.PassThrough) decision).address().value()).isEqualTo("ann@example.com");
  }

  @Test
  void decideWhenOnePrimaryAddressIsOnAPassThroughDomainThenThatOne() {
    Person person =
        Person.employee()
            .verifiedPrimaryEmail("ann@other.example")
            .verifiedPrimaryEmail("Ann@Example.com")
            .verifiedPrimaryEmail("ann@example.com");

    Decision decision = set(rule(KEEP_PRIMARY)).decide(person.identity());

    assertThat(((Decision.PassThrough) decision).address().value()).isEqualTo("ann@example.com");
  }

  @Test
  void decideWhenSeveralRulesMatchThenFirst() {
    RuleSet rules =
        set(
            Rule.of("one", List.of(INTERNAL), KEEP_UPN),
            Rule.of("two", List.of(EXTERNAL), new Action.Refuse(Optional.of("Ask Ann."))),
            Rule.of("three", List.of(), ALIAS));

    Decision.Refuse refuse = (Decision.Refuse) rules.decide(joe().identity());

    assertThat(refuse.rule()).contains("two");
    assertThat(refuse.message()).contains("Ask Ann.");
  }

  @Test
  void decideWhenRulesWereTriedThenTraceSaysWhy() {
    RuleSet rules =
        set(
            Rule.of("upn", List.of(EXTERNAL, Rules.text("upn", Predicate.Regex.of("x"))), ALIAS),
            Rule.of("internal", List.of(INTERNAL, PARTNER), ALIAS),
            Rule.of("partner", List.of(EXTERNAL, PARTNER), ALIAS),
            Rule.of("never", List.of(), REFUSE));

    assertThat(rules.decide(joe().identity()).trace())
        .containsExactly(
            new RuleTrace(
                "upn",
                false,
                List.of(
                    new RuleTrace.MatcherTrace("account is external", true, false),
                    new RuleTrace.MatcherTrace(
                        "upn matches the expression in the rule", false, true))),
            new RuleTrace(
                "internal",
                false,
                List.of(new RuleTrace.MatcherTrace("account is internal", false, false))),
            new RuleTrace(
                "partner",
                true,
                List.of(
                    new RuleTrace.MatcherTrace("account is external", true, false),
                    new RuleTrace.MatcherTrace("mail.domain in [partner.example]", true, false))));
  }

  @Test
  void ofWhenAliasDomainIsNotListedThenThrows() {
    Rule foreign =
        rule(
            new Action.GiveAlias(
                Rules.template("x"), new DomainName("other.example"), OnCollision.REFUSE));
    Rule employees =
        rule(new Action.GiveAlias(Rules.template("x"), Rules.OWN_DOMAIN, OnCollision.REFUSE));

    assertThatIllegalArgumentException().isThrownBy(() -> set(foreign));
    assertThatIllegalArgumentException().isThrownBy(() -> set(employees));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddressDomains(Set.of(Rules.OWN_DOMAIN), Set.of(Rules.OWN_DOMAIN)));
  }

  @Test
  void ofWhenLimitsAreBrokenThenThrows() {
    assertThatIllegalArgumentException().isThrownBy(() -> set(rule(REFUSE), rule(REFUSE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleSet.of(Rules.DOMAINS, numbered(1_001)));
    assertThat(RuleSet.of(Rules.DOMAINS, numbered(1_000)).rules()).hasSize(1_000);
  }

  @Test
  void decideWhenAThousandRulesThenLastIsReached() {
    List<Rule> rules = new ArrayList<>(numbered(999));
    rules.add(Rule.of("last", List.of(), ALIAS));
    RuleSet thousand = RuleSet.of(Rules.DOMAINS, rules);
    VerifiedIdentity identity = joe().identity();
    assertThat(alias(thousand, identity).rule()).isEqualTo("last");
    assertThat(thousand.decide(identity).trace()).hasSize(1_000);
  }

  @Test
  void digestWhenAnythingChangesThenDiffers() {
    GroupRules groups = new GroupRules(Map.of("g", "h"), true);
    AttributeRules names = new AttributeRules(List.of(Rules.template("x")), List.of());
    AttributeRules surnames = new AttributeRules(List.of(), List.of(Rules.template("x")));
    List<RuleSet> different =
        List.of(
            set(),
            RuleSet.of(new AddressDomains(Set.of(), Set.of(Rules.ALIAS_DOMAIN)), List.of()),
            RuleSet.of(new AddressDomains(Set.of(Rules.ALIAS_DOMAIN), Set.of()), List.of()),
            set(rule(REFUSE)),
            set(rule(new Action.Refuse(Optional.of("m")))),
            set(Rule.of("other", List.of(), REFUSE)),
            set(rule(REFUSE, INTERNAL)),
            set(rule(REFUSE, EXTERNAL)),
            set(rule(REFUSE, IN_GROUP)),
            set(rule(REFUSE, new Matcher.Role(Set.of("g-1")))),
            set(rule(REFUSE, PARTNER)),
            set(rule(REFUSE, text(new Predicate.EqualTo("partner.example")))),
            set(rule(REFUSE, text(Predicate.Regex.of("partner.example")))),
            set(rule(REFUSE, text(new Predicate.DomainIs(Set.of(Rules.OWN_DOMAIN))))),
            set(rule(REFUSE, text(new Predicate.DomainWithin(Set.of(Rules.OWN_DOMAIN))))),
            set(rule(KEEP_UPN)),
            set(rule(KEEP_PRIMARY)),
            set(rule(ALIAS)),
            set(rule(Rules.alias("x"))),
            set(new Rule("rule", List.of(), REFUSE, names, GroupRules.NONE)),
            set(new Rule("rule", List.of(), REFUSE, surnames, GroupRules.NONE)),
            set(new Rule("rule", List.of(), REFUSE, AttributeRules.DEFAULTS, groups)));

    Set<String> digests = new HashSet<>();
    different.forEach(rules -> digests.add(rules.digest()));

    assertThat(digests).hasSameSizeAs(different);
    assertThat(digests).allMatch(digest -> digest.matches("[0-9a-f]{64}"));
  }

  @Test
  void digestWhenRulesMeanTheSameThenSame() {
    RuleSet one =
        set(rule(REFUSE, IN_GROUP, text(new Predicate.In(Set.of("A.example", "b.example")))));
    RuleSet two =
        set(rule(REFUSE, text(new Predicate.In(Set.of("b.example", "a.example"))), IN_GROUP));

    assertThat(one.digest()).isEqualTo(two.digest());
  }

  @Test
  void digestWhenRulesAreFixedThenStable() {
    assertThat(set(rule(ALIAS, EXTERNAL, PARTNER)).digest())
        .isEqualTo("b04316dd7fd7f72b3ec2237ce860e03f070cb9a1c5ea8d990a49544b65747a81");
  }

  private static Matcher text(Predicate predicate) {
    return Rules.text("mail.domain", predicate);
  }

  private static RuleSet refuseGroupElseAlias() {
    return set(Rule.of("refuse", List.of(IN_GROUP), REFUSE), Rule.of("alias", List.of(), ALIAS));
  }

  private static List<Rule> numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                Rule.of(
                    "rule " + i,
                    List.of(EXTERNAL, text(new Predicate.In(Set.of("p" + i + ".example")))),
                    REFUSE))
        .toList();
  }

  private static Person joe() {
    return Person.guest().mail("joe@partner.example");
  }

  private static Person ann() {
    return employee("ann@example.com").mail("ann@example.com");
  }

  private static Person employee(String upn) {
    return Person.employee().upn(upn);
  }

  private static Decision.Alias alias(RuleSet rules, VerifiedIdentity identity) {
    Decision decision = rules.decide(identity);
    assertThat(decision).isInstanceOf(Decision.Alias.class);
    return (Decision.Alias) decision;
  }
}

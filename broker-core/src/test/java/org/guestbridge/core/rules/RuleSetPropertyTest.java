package org.guestbridge.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Test;

/** What must never break, over random realms and random people. */
class RuleSetPropertyTest {

  private static final int REALMS = 4_000;
  private static final int PEOPLE = 50;
  private static final List<String> DOMAINS =
      List.of(
          "example.com",
          "guests.example.com",
          "partner.example",
          "eu.partner.example",
          "b.example");
  private static final List<String> IDPS =
      List.of(Person.OWN_IDP, Person.PARTNER_IDP, "google.com", "mail", " ");
  private static final List<String> LOCALS =
      List.of("joe", "ann.lee", "joe_a.com#ext#", "o'neil", "a+b", "admin", "-", "x".repeat(64));
  private static final List<String> TEXTS =
      List.of(
          "Joe",
          "Joe Doe (Contoso)",
          "joe@a.com",
          "live.com#joe@a.com",
          "mail#",
          "",
          " ",
          "@",
          "\uff20",
          "a\ufe6bb",
          "\u0000",
          "\u202e",
          "joe_a.com#EXT#@t.example",
          "{mail}",
          "\ud83d",
          "x".repeat(500),
          "M\u00fcller",
          "(Contoso)",
          ",",
          "live.com#mail#@",
          "i I \u0131 \u0130");
  private static final List<String> TEMPLATES =
      List.of(
          "{mail}",
          "{mail.local}",
          "{upn}",
          "{signInName}",
          "{displayName}",
          "{displayName.first}",
          "{givenName} {surname}",
          "a@b.example",
          "{mail.local}_{mail.domain}",
          "{idp}",
          "x",
          "{claim:c.slug}",
          "{{{surname.last}}}",
          "{displayName.hash8}",
          "{signInName.local.upper}");

  private final Random random = new Random(20_261_122);

  @Test
  void decideWhenAnyRealmAndAnyPersonThenInvariantsHold() {
    Map<AccountKind, Integer> kinds = new EnumMap<>(AccountKind.class);
    Map<Code, Integer> refusals = new EnumMap<>(Code.class);
    int aliases = 0;
    int passThroughs = 0;
    for (int realm = 0; realm < REALMS; realm++) {
      RuleSet rules = randomRules();
      for (int i = 0; i < PEOPLE; i++) {
        VerifiedIdentity identity = randomPerson();
        Decision decision = rules.decide(identity);
        check(rules, identity, decision);
        kinds.merge(identity.account().kind(), 1, Integer::sum);
        aliases += decision instanceof Decision.Alias ? 1 : 0;
        passThroughs += decision instanceof Decision.PassThrough ? 1 : 0;
        if (decision instanceof Decision.Refuse refuse) {
          refusals.merge(refuse.code(), 1, Integer::sum);
        }
      }
    }

    assertThat(kinds).hasSize(3);
    assertThat(aliases).isGreaterThan(10_000);
    assertThat(passThroughs).isGreaterThan(1_000);
    assertThat(refusals).hasSizeGreaterThanOrEqualTo(9);
  }

  private static void check(RuleSet rules, VerifiedIdentity identity, Decision decision) {
    AccountKind kind = identity.account().kind();
    assertThat(decision).isEqualTo(rules.decide(identity));
    checkTrace(rules, identity, decision);
    if (decision instanceof Decision.Alias alias) {
      assertThat(kind).isEqualTo(AccountKind.EXTERNAL);
      assertThat(rules.domains().alias()).contains(alias.request().domain());
      assertThat(rules.domains().passThrough()).doesNotContain(alias.request().domain());
      assertThat(alias.request().wishedLocal()).hasSizeLessThanOrEqualTo(1_024);
      checkNames(alias.names());
    } else if (decision instanceof Decision.PassThrough passThrough) {
      assertThat(kind).isEqualTo(AccountKind.INTERNAL);
      EmailAddress address = passThrough.address();
      assertThat(rules.domains().passThrough()).contains(address.domain());
      assertThat(rules.domains().alias()).doesNotContain(address.domain());
      assertThat(
              identity.profile().upn().filter(address::equals).isPresent()
                  || identity.profile().verifiedPrimaryEmails().contains(address))
          .isTrue();
      checkNames(passThrough.names());
    } else if (kind == AccountKind.UNKNOWN) {
      assertThat(((Decision.Refuse) decision).code())
          .isEqualTo(identity.account().refusal().orElseThrow());
    }
  }

  /** Every matcher that the trace shows has the result that it has by itself. */
  private static void checkTrace(RuleSet rules, VerifiedIdentity identity, Decision decision) {
    for (int i = 0; i < decision.trace().size(); i++) {
      RuleTrace trace = decision.trace().get(i);
      List<Matcher> when = rules.rules().get(i).when();
      for (int j = 0; j < trace.matchers().size(); j++) {
        MatcherResult result = Evaluation.of(when.get(j), new FieldReader(identity));
        RuleTrace.MatcherTrace shown = trace.matchers().get(j);
        assertThat(shown.held()).isEqualTo(result == MatcherResult.HOLDS);
        assertThat(shown.absent())
            .isEqualTo(result == MatcherResult.ABSENT || result == MatcherResult.UNDECIDABLE);
      }
    }
  }

  private static void checkNames(ReleasedNames names) {
    for (String name : List.of(names.givenName(), names.surname())) {
      assertThat(name).isNotBlank().doesNotContain("@", "\uff20", "\ufe6b", "#EXT#", "\u0000");
      assertThat(name.length()).isBetween(1, 128);
      assertThat(name.chars().noneMatch(Character::isISOControl)).isTrue();
    }
  }

  private RuleSet randomRules() {
    Set<DomainName> passThrough = new HashSet<>();
    Set<DomainName> alias = new HashSet<>();
    for (String domain : DOMAINS) {
      switch (random.nextInt(3)) {
        case 0 -> passThrough.add(new DomainName(domain));
        case 1 -> alias.add(new DomainName(domain));
        default -> {}
      }
    }
    List<Rule> rules = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      rules.add(randomRule("rule " + i, List.copyOf(alias)));
    }
    return RuleSet.of(new AddressDomains(passThrough, alias), rules);
  }

  private Rule randomRule(String name, List<DomainName> aliasDomains) {
    List<Matcher> when = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      when.add(randomMatcher());
    }
    return new Rule(
        name,
        when,
        randomAction(aliasDomains),
        new AttributeRules(randomTemplates(), randomTemplates()),
        new GroupRules(Map.of("g-1", "one"), random.nextBoolean()));
  }

  private Action randomAction(List<DomainName> aliasDomains) {
    return switch (random.nextInt(6)) {
      case 0 -> new Action.Refuse(Optional.empty());
      case 1, 2 -> new Action.PassThrough(pick(List.of(AddressSource.values())));
      default ->
          aliasDomains.isEmpty()
              ? new Action.Refuse(Optional.of("No."))
              : new Action.GiveAlias(
                  Rules.template(pick(TEMPLATES)),
                  pick(aliasDomains),
                  pick(List.of(OnCollision.values())));
    };
  }

  private Matcher randomMatcher() {
    return switch (random.nextInt(6)) {
      case 0 -> Rules.INTERNAL;
      case 1 -> Rules.EXTERNAL;
      case 2 -> new Matcher.Group(Set.of(pick(List.of("g-1", "g-2"))));
      case 3 -> Rules.text("mail", new Predicate.DomainIs(Set.of(new DomainName(pick(DOMAINS)))));
      case 4 ->
          Rules.text(
              "mail.domain", new Predicate.DomainWithin(Set.of(new DomainName(pick(DOMAINS)))));
      default -> Rules.text("displayName", Predicate.Regex.of(".*[Jj]oe.*"));
    };
  }

  private List<Template> randomTemplates() {
    List<Template> templates = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      templates.add(Rules.template(pick(TEMPLATES)));
    }
    return templates;
  }

  private VerifiedIdentity randomPerson() {
    Person person = random.nextInt(8) == 0 ? Person.unproven() : Person.guest().idp(pick(IDPS));
    if (random.nextInt(3) > 0) {
      person.mail(address());
    }
    if (random.nextInt(3) > 0) {
      person.upn(address());
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      person.verifiedPrimaryEmail(address());
    }
    if (random.nextBoolean()) {
      person.signInName(pick(List.of(pick(TEXTS), address())));
    }
    if (random.nextBoolean()) {
      person.displayName(pick(TEXTS));
    }
    if (random.nextBoolean()) {
      person.givenName(pick(TEXTS));
    }
    if (random.nextBoolean()) {
      person.surname(pick(TEXTS));
    }
    if (random.nextBoolean()) {
      person.group(pick(List.of("g-1", "g-3")));
    }
    if (random.nextInt(4) == 0) {
      person.withTooManyGroups();
    }
    person.claim("c", pick(TEXTS));
    return person.identity();
  }

  private String address() {
    return pick(LOCALS) + "@" + pick(DOMAINS);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}

package org.guestbridge.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.guestbridge.core.rules.MatcherResult.ABSENT;
import static org.guestbridge.core.rules.MatcherResult.FAILS;
import static org.guestbridge.core.rules.MatcherResult.HOLDS;
import static org.guestbridge.core.rules.MatcherResult.UNDECIDABLE;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.text.DomainName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {

  static Stream<Arguments> evaluateWhenPersonHasValueThenResult() {
    Person joe =
        Person.guest()
            .mail("joe@eu.partner.example")
            .signInName("JOE@Partner.Example")
            .displayName("Joe Doe")
            .role("Reader")
            .group("g-1")
            .claim("department", "Sales", "IT")
            .claim("site", "a@B.partner.example");
    Person nobody = Person.guest();
    return Stream.of(
        arguments(joe, Rules.EXTERNAL, HOLDS),
        arguments(joe, Rules.INTERNAL, FAILS),
        arguments(Person.employee(), Rules.INTERNAL, HOLDS),
        arguments(joe, equalTo("mail", "JOE@EU.Partner.example"), HOLDS),
        arguments(joe, equalTo("mail", "joe@partner.example"), FAILS),
        arguments(nobody, equalTo("mail", "joe@partner.example"), ABSENT),
        arguments(joe, in("mail.domain", "EU.partner.example", "x.example"), HOLDS),
        arguments(joe, in("mail.domain", "partner.example"), FAILS),
        arguments(joe, in("mail.domain"), FAILS),
        arguments(nobody, in("mail.domain"), ABSENT),
        arguments(joe, on("mail", "partner.example"), FAILS),
        arguments(joe, on("mail", "eu.partner.example"), HOLDS),
        arguments(joe, on("signInName", "partner.example"), HOLDS),
        arguments(joe, on("claim:site", "b.partner.example"), HOLDS),
        arguments(joe, within("mail", "partner.example"), HOLDS),
        arguments(joe, within("mail.domain", "eu.partner.example"), HOLDS),
        arguments(joe, within("mail.domain", "a.eu.partner.example"), FAILS),
        arguments(joe, within("mail.domain", "er.example"), FAILS),
        arguments(joe, within("mail.domain"), FAILS),
        arguments(nobody, within("mail", "partner.example"), ABSENT),
        arguments(joe, equalTo("signInName", "joe@PARTNER.example"), HOLDS),
        arguments(joe, equalTo("displayName", "Joe Doe"), HOLDS),
        arguments(joe, equalTo("displayName", "joe doe"), FAILS),
        arguments(joe, equalTo("idp", Person.PARTNER_IDP.toUpperCase(Locale.ROOT)), HOLDS),
        arguments(joe, equalTo("homeTenant", Person.PARTNER_TENANT), HOLDS),
        arguments(joe, equalTo("homeTenant", Person.TENANT.toString()), FAILS),
        arguments(
            Person.guest().idp("google.com"), equalTo("homeTenant", Person.PARTNER_TENANT), ABSENT),
        arguments(
            Person.guest().idp("https://sts.windows.net/"),
            equalTo("homeTenant", Person.PARTNER_TENANT),
            ABSENT),
        arguments(
            Person.guest()
                .idp(
                    "https://evil.example/?https://sts.windows.net/" + Person.PARTNER_TENANT + "/"),
            equalTo("homeTenant", Person.PARTNER_TENANT),
            ABSENT),
        arguments(
            Person.guest().idp("https://sts.windows.net/1-1-1-1-1/"),
            equalTo("homeTenant", "00000001-0001-0001-0001-000000000001"),
            ABSENT),
        arguments(joe, equalTo("account", "external"), HOLDS),
        arguments(joe, equalTo("claim:department", "IT"), HOLDS),
        arguments(joe, equalTo("claim:department", "it"), FAILS),
        arguments(joe, equalTo("claim:missing", "IT"), ABSENT),
        arguments(Person.guest().claim("empty"), equalTo("claim:empty", "x"), ABSENT),
        arguments(Person.guest().claim("blank", " "), equalTo("claim:blank", "x"), ABSENT),
        arguments(joe, regex("mail", "joe@.*"), HOLDS),
        arguments(joe, regex("mail", "joe"), FAILS),
        arguments(joe, regex("mail", "JOE@.*"), FAILS),
        arguments(joe, regex("mail", "(?i)JOE@.*"), HOLDS),
        arguments(joe, regex("claim:department", "S.*"), HOLDS),
        arguments(nobody, regex("mail", ".*"), ABSENT),
        arguments(joe, role("Reader", "Writer"), HOLDS),
        arguments(joe, role("reader"), FAILS),
        arguments(joe, role(), FAILS),
        arguments(nobody, role("Reader"), ABSENT),
        arguments(joe, group("g-1", "g-2"), HOLDS),
        arguments(joe, group("g-2"), FAILS),
        arguments(joe, group(), FAILS),
        arguments(nobody, group("g-1"), ABSENT),
        arguments(Person.guest().withTooManyGroups(), group("g-1"), UNDECIDABLE),
        arguments(Person.guest().group("g-2").withTooManyGroups(), group("g-1"), UNDECIDABLE),
        arguments(Person.guest().group("g-1").withTooManyGroups(), group("g-1"), HOLDS),
        arguments(Person.guest().group("g-1").withTooManyGroups(), group(), FAILS));
  }

  @ParameterizedTest
  @MethodSource
  void evaluateWhenPersonHasValueThenResult(Person person, Matcher matcher, MatcherResult result) {
    assertThat(Evaluation.of(matcher, person.reader())).isEqualTo(result);
    assertThat(new MatcherIndex(List.of(matcher)).resultsFor(person.reader()).of(0))
        .isEqualTo(result);
  }

  @Test
  void evaluateWhenSignInNameOnlyLooksEqualThenFails() {
    Person kelvin = Person.guest().signInName("\u212aate@partner.example");

    assertThat(Evaluation.of(equalTo("signInName", "kate@partner.example"), kelvin.reader()))
        .isEqualTo(FAILS);
  }

  @Test
  void constructorWhenValueCanNeverOccurThenThrows() {
    assertThatIllegalArgumentException().isThrownBy(() -> equalTo("mail", "no address"));
    assertThatIllegalArgumentException().isThrownBy(() -> equalTo("homeTenant", "1-1-1-1-1"));
    assertThatIllegalArgumentException().isThrownBy(() -> equalTo("idp", " "));
    assertThatIllegalArgumentException().isThrownBy(() -> equalTo("account", "unknown"));
    assertThatIllegalArgumentException().isThrownBy(() -> in("mail.domain", "@partner.example"));
    assertThatIllegalArgumentException().isThrownBy(() -> on("displayName", "partner.example"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Predicate.EqualTo(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Matcher.Account(AccountKind.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "(", "a**", "(a)\\1", "(?<=a)b", "a{1001}", "((a{100}){100}){100}", "[z-a]"})
  void problemWhenExpressionIsUnusableThenSentence(String expression) {
    assertThat(Predicate.Regex.problem(expression)).isPresent();
    assertThatIllegalArgumentException().isThrownBy(() -> Predicate.Regex.of(expression));
  }

  @Test
  void problemWhenExpressionIsLongThenOnlyBeyondTheLimit() {
    assertThat(Predicate.Regex.problem("a".repeat(512))).isEmpty();
    assertThat(Predicate.Regex.problem("a".repeat(513))).isPresent();
  }

  @Test
  void describeWhenLiteralsArePersonalThenLeftOut() {
    assertThat(equalTo("mail", "joe@partner.example").describe())
        .isEqualTo("mail equals the value in the rule");
    assertThat(in("upn", "a@b.example", "c@b.example").describe())
        .isEqualTo("upn in the 2 values in the rule");
    assertThat(regex("displayName", "Joe.*").describe())
        .isEqualTo("displayName matches the expression in the rule");
    assertThat(in("mail.domain", "b.example", "a.example").describe())
        .isEqualTo("mail.domain in [a.example, b.example]");
    assertThat(within("mail", "partner.example").describe())
        .isEqualTo("mail is on or below [partner.example]");
    assertThat(group("7", "6", "5", "4", "3", "2").describe())
        .isEqualTo("group in [2, 3, 4, 5, 6 and 1 more]");
    assertThat(Rules.EXTERNAL.describe()).isEqualTo("account is external");
  }

  private static Matcher equalTo(String field, String value) {
    return Rules.text(field, new Predicate.EqualTo(value));
  }

  private static Matcher in(String field, String... values) {
    return Rules.text(field, new Predicate.In(Set.of(values)));
  }

  private static Matcher on(String field, String... domains) {
    return Rules.text(field, new Predicate.DomainIs(names(domains)));
  }

  private static Matcher within(String field, String... domains) {
    return Rules.text(field, new Predicate.DomainWithin(names(domains)));
  }

  private static Matcher regex(String field, String expression) {
    return Rules.text(field, Predicate.Regex.of(expression));
  }

  private static Matcher role(String... values) {
    return new Matcher.Role(Set.of(values));
  }

  private static Matcher group(String... values) {
    return new Matcher.Group(Set.of(values));
  }

  private static Set<DomainName> names(String... domains) {
    return Arrays.stream(domains).map(DomainName::new).collect(Collectors.toSet());
  }
}

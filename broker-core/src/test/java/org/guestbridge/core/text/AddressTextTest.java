package org.guestbridge.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

  private static final String DOMAIN_63 = "a".repeat(63);

  @ParameterizedTest
  @CsvSource({
    "JOE@Partner.Example, joe@partner.example",
    "TITLE.INFO@INFO.EXAMPLE, title.info@info.example",
    "joe+jira@partner.example, joe+jira@partner.example",
    "o'neil@partner.example, o'neil@partner.example",
    "x@xn--strae-oqa.example, x@xn--strae-oqa.example",
    "joe_a.com#EXT#@tenant.onmicrosoft.com, joe_a.com#ext#@tenant.onmicrosoft.com",
  })
  void parseWhenAddressIsLegalThenNormalForm(String text, String normal) {
    assertThat(EmailAddress.parse(text).map(EmailAddress::value)).contains(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "joe.doe_partner-1@guests.example.com, true",
    "joe+jira@guests.example.com, false",
    "o'neil@guests.example.com, false",
  })
  void isAliasSafeWhenLocalPartKeepsToTheAliasAlphabet(String text, boolean safe) {
    assertThat(EmailAddress.parse(text).map(EmailAddress::isAliasSafe)).contains(safe);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "joe",
        "joe@",
        "@partner.example",
        "joe@partner",
        "joe@@partner.example",
        "\"joe@evil.example\"@partner.example",
        "\"joe\"@partner.example",
        "joe(comment)@partner.example",
        "joe@(comment)partner.example",
        "joe @partner.example",
        " joe@partner.example",
        "joe@partner.example ",
        "joe@partner.example.",
        "joe@partner..example",
        ".joe@partner.example",
        "joe.@partner.example",
        "jo..e@partner.example",
        "joe@[127.0.0.1]",
        "joe@127.0.0.1",
        "joe@-partner.example",
        "joe@partner-.example",
        "joe@part_ner.example",
        "joe@evil.example\r\nbcc:x",
        "joe\u0000@partner.example",
        "joe\u202e@partner.example",
        "joe\u200b@partner.example",
        "j\u00f6e@partner.example",
        "jo\u0435@partner.example",
        "\u212aelvin@partner.example",
        "\u0131@partner.example",
        "\u0130@partner.example",
        "joe\uff20partner.example",
        "joe@stra\u00dfe.example",
        "joe@partner\u3002example",
        "joe@p\uff41rtner.example",
        "joe,ann@partner.example",
        "joe;ann@partner.example",
        "<joe@partner.example>",
        "evil.example!joe\\@partner.example"
      })
  void parseWhenAddressIsAnAttackThenRefused(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void parseWhenLengthIsAtTheLimitThenOnlyBeyondIsRefused() {
    String local = "a".repeat(64);
    String domain = DOMAIN_63 + "." + DOMAIN_63 + "." + "a".repeat(57) + ".com";

    assertThat((local + "@" + domain).length()).isEqualTo(254);
    assertThat(EmailAddress.parse(local + "@" + domain)).isPresent();
    assertThat(EmailAddress.parse("a" + local + "@partner.example")).isEmpty();
    assertThat(EmailAddress.parse(local + "@a" + domain)).isEmpty();
    assertThat(EmailAddress.parse("b@" + "a".repeat(64) + ".example")).isEmpty();
    assertThat(DomainName.parse(("a".repeat(49) + ".").repeat(5) + "com")).isPresent();
    assertThat(DomainName.parse(("a".repeat(49) + ".").repeat(5) + "coma")).isEmpty();
    assertThat(DomainName.parse(("a".repeat(49) + ".").repeat(5) + "com").orElseThrow().value())
        .hasSize(253);
  }

  @Test
  void constructorWhenNotInNormalFormThenThrows() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DomainName("Partner.example"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EmailAddress("Joe", new DomainName("partner.example")));
  }

  @ParameterizedTest
  @CsvSource({
    "partner.example,     partner.example, true,  false",
    "eu.partner.example,  partner.example, true,  true",
    "evilpartner.example, partner.example, false, false",
    "partner.example.com, partner.example, false, false",
    "example.org,         partner.example, false, false",
  })
  void isWithinWhenDomainsRelateThenOnlyWholeLabelsCount(
      String domain, String other, boolean within, boolean below) {
    DomainName name = new DomainName(domain);

    assertThat(name.isWithin(new DomainName(other))).isEqualTo(within);
    assertThat(name.isBelow(new DomainName(other))).isEqualTo(below);
  }

  @Property(tries = 20_000)
  void parseWhenAnyTextThenNormalFormIsIdempotentAndAscii(@ForAll("addressLike") String text) {
    Optional<EmailAddress> parsed = EmailAddress.parse(text);
    parsed.ifPresent(
        address -> {
          assertThat(EmailAddress.parse(address.value())).contains(address);
          assertThat(address.value()).matches("[a-z0-9.!#$%&'*+/=?^_`{|}~@-]+");
          assertThat(address.value()).hasSizeLessThanOrEqualTo(254);
          assertThat(address.value()).isEqualTo(AsciiFolding.lowerCase(text));
          assertThat(address.toString()).isEqualTo("[address]");
        });
  }

  @Property(tries = 20_000)
  void parseWhenTwoTextsDifferBeyondAsciiCaseThenTwoAddresses(
      @ForAll("addressLike") String first, @ForAll("addressLike") String second) {
    Optional<EmailAddress> one = EmailAddress.parse(first);
    Optional<EmailAddress> two = EmailAddress.parse(second);
    if (one.isPresent() && one.equals(two)) {
      assertThat(AsciiFolding.lowerCase(first)).isEqualTo(AsciiFolding.lowerCase(second));
    }
  }

  @Provide
  Arbitrary<String> addressLike() {
    Arbitrary<String> local =
        Arbitraries.strings().withChars("aAiIkK.+_-\u0131\u0130\u212a\u00e4\"@ ").ofMaxLength(6);
    Arbitrary<String> domain =
        Arbitraries.of("a.example", "A.Example", "a.example.", "b.a.example", "\u0130.example");
    return net.jqwik.api.Combinators.combine(local, domain).as((l, d) -> l + "@" + d);
  }
}

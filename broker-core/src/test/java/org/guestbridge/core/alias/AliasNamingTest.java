package org.guestbridge.core.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasNamingTest {

  private static final DomainName DOMAIN = new DomainName("guests.example.com");
  private static final byte[] DIGEST = new byte[32];

  @ParameterizedTest
  @CsvSource({
    "joe, joe",
    "JOE.DOE_Partner.Example, joe.doe_partner.example",
    "TITLE, title",
    "M\u00fcller, muller",
    "Stra\u00dfe, strasse",
    "\u0130\u0131I, iii",
    "\u212aelvin, kelvin",
    "\uff4a\uff4f\uff45, joe",
    "jo\u0435, jo",
    "o'neil, o-neil",
    "joe+jira, joe-jira",
    "a..b, a.b",
    "a._-b, a.b",
    ".-joe-., joe",
    "joe@partner.example, joe-partner.example",
    "'\"a@b\"@c', a-b-c",
    "a%b!c, a-b-c",
    "zero\u200bwidth, zero-width",
    "joe\u202eeoj, joe-eoj",
  })
  void candidatesWhenWishedThenSanitisedBaseFirst(String wished, String base) {
    List<EmailAddress> candidates = candidates(wished, OnCollision.SUFFIX);

    assertThat(candidates)
        .extracting(EmailAddress::local)
        .containsExactly(base, base + "-000000", base + "-0000000000000");
  }

  @Test
  void candidatesWhenLineBreaksThenHyphen() {
    assertThat(candidates("joe\r\nbcc: x\u0000y", OnCollision.REFUSE))
        .extracting(EmailAddress::local)
        .containsExactly("joe-bcc-x-y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "...",
        "@",
        "\u65e5\u672c",
        "\u0430",
        "postmaster",
        "Post.Master",
        "ADMIN",
        "no-reply",
        "no_reply",
        "noreply",
        "mailer-daemon",
        "abuse",
        "hostmaster",
        "webmaster",
        "administrator",
        "root",
        "security",
        "noc",
        "support",
        "info",
        "\u0130nfo",
        "\uff41dmin",
        ".admin."
      })
  void candidatesWhenBaseIsEmptyOrReservedThenSuffixedOnly(String wished) {
    assertThat(candidates(wished, OnCollision.SUFFIX))
        .extracting(EmailAddress::local)
        .containsExactly("guest-000000", "guest-0000000000000");
    assertThat(candidates(wished, OnCollision.REFUSE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"adminton", "root-canal", "info.joe", "postmaster_a.com"})
  void candidatesWhenReservedIsOnlyAPartThenBase(String wished) {
    assertThat(candidates(wished, OnCollision.REFUSE))
        .extracting(EmailAddress::local)
        .containsExactly(wished);
  }

  @Test
  void candidatesWhenLongThenCutToFit() {
    assertThat(candidates("a".repeat(64), OnCollision.REFUSE).get(0).local()).hasSize(64);
    assertThat(candidates("a".repeat(65), OnCollision.SUFFIX))
        .extracting(EmailAddress::local)
        .containsExactly(
            "a".repeat(64), "a".repeat(57) + "-000000", "a".repeat(50) + "-0000000000000");
    assertThat(candidates("a".repeat(63) + ".b", OnCollision.REFUSE).get(0).local())
        .isEqualTo("a".repeat(63));
    assertThat(candidates("a".repeat(56) + ".bcdefgh", OnCollision.SUFFIX).get(1).local())
        .isEqualTo("a".repeat(56) + "-000000");
  }

  @Test
  void candidatesWhenDomainIsLongThenWholeAddressFits() {
    DomainName longest = domain(234);
    AliasRequest request = new AliasRequest("a".repeat(64), longest, OnCollision.SUFFIX);

    assertThat(AliasNaming.candidates(request, DIGEST))
        .extracting(address -> address.value().length())
        .containsExactly(254, 254, 254);
    AliasRequest tooLong = new AliasRequest("a", domain(235), OnCollision.SUFFIX);
    assertThatIllegalArgumentException().isThrownBy(() -> AliasNaming.candidates(tooLong, DIGEST));
  }

  @Test
  void candidatesWhenDigestIsShortThenThrows() {
    AliasRequest request = new AliasRequest("a", DOMAIN, OnCollision.SUFFIX);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AliasNaming.candidates(request, new byte[15]));
    assertThat(AliasNaming.candidates(request, new byte[16])).hasSize(3);
  }

  @Test
  void candidatesWhenDigestIsGivenThenFiveBitsACharacter() {
    byte[] digest = new byte[32];
    java.util.Arrays.fill(digest, (byte) 0xff);
    digest[0] = 0b00001_000;

    assertThat(AliasNaming.candidates(new AliasRequest("joe", DOMAIN, OnCollision.SUFFIX), digest))
        .extracting(EmailAddress::local)
        .containsExactly("joe", "joe-13zzzz", "joe-13zzzzzzzzzzz");
  }

  @Property(tries = 20_000)
  void candidatesWhenAnyTextThenLegal(@ForAll String wished) {
    candidates(wished, OnCollision.SUFFIX).forEach(AliasNamingTest::checkLegal);
  }

  @Test
  @Tag("slow")
  void candidatesWhenAMillionGuestsOfThreePartnersThenUniqueLegalAndStable() {
    String[] partners = {"partner.example", "supplier.example", "xn--mller-kva.example"};
    String[] names = {
      "joe", "J\u00f6e", "ann.lee", "admin", "m\u00fcller", "x".repeat(70), "o'neil", "\u65e5"
    };
    Random random = new Random(20_261_122);
    Set<String> taken = new HashSet<>(2_000_000);
    byte[] digest = new byte[32];
    int[] used = new int[3];
    for (int i = 0; i < 1_000_000; i++) {
      random.nextBytes(digest);
      ByteBuffer.wrap(digest).putInt(28, i);
      String partner = partners[i % partners.length];
      String name =
          names[random.nextInt(names.length)] + (i % 4 == 0 ? "" : random.nextInt(300_000));
      String wished = i % 2 == 0 ? name : name + "_" + partner;
      AliasRequest request = new AliasRequest(wished, DOMAIN, OnCollision.SUFFIX);
      List<EmailAddress> candidates = AliasNaming.candidates(request, digest);
      int tries = 0;
      while (!taken.add(candidates.get(tries).local())) {
        tries++;
      }
      used[tries]++;
      checkLegal(candidates.get(tries));
      if (i % 16 == 0 && !AliasNaming.candidates(request, digest).equals(candidates)) {
        throw new AssertionError("not stable");
      }
    }

    assertThat(taken).hasSize(1_000_000);
    assertThat(used[0]).isGreaterThan(100_000);
    assertThat(used[1]).isGreaterThan(100_000);
  }

  private static void checkLegal(EmailAddress address) {
    String local = address.local();
    char last = local.charAt(local.length() - 1);
    boolean legal =
        address.isAliasSafe()
            && local.length() <= 64
            && address.value().length() <= 254
            && !ReservedLocalParts.contains(local)
            && "._-".indexOf(local.charAt(0)) < 0
            && "._-".indexOf(last) < 0
            && EmailAddress.parse(address.value()).map(address::equals).orElse(false);
    if (!legal) {
      throw new AssertionError("illegal alias: " + address.value());
    }
  }

  private static List<EmailAddress> candidates(String wished, OnCollision onCollision) {
    return AliasNaming.candidates(new AliasRequest(wished, DOMAIN, onCollision), DIGEST);
  }

  private static DomainName domain(int length) {
    StringBuilder text = new StringBuilder();
    while (length - text.length() > 64) {
      text.append("a".repeat(49)).append('.');
    }
    text.append("a".repeat(length - text.length() - 4)).append(".com");
    return new DomainName(text.toString());
  }
}

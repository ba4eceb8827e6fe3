package org.guestbridge.app.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.AsciiFolding;
import org.guestbridge.core.text.CanonicalBytes;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/**
 * Addresses, domains, realm names, folding and naming over one text. A normal form is read as
 * itself, and folding changes nothing that it has folded.
 */
final class AddressFuzz implements FuzzTarget {

  @Override
  public List<byte[]> seeds() {
    return Require.seeds(
        "joe@partner.example",
        "JOE.o'Neil+tag@Sub.Partner.Example",
        "partner.example",
        "xn--strae-oqa.example",
        "\u0130stanbul@partner.example",
        "joe@stra\u00dfe.example",
        "J\u00f8rgen \u0141ukasz \ufb03\u2126\u212a",
        "\"a b\"@partner.example",
        "joe@[127.0.0.1]",
        "example",
        "a".repeat(64) + "@" + ("b".repeat(62) + ".").repeat(2) + "example");
  }

  @Override
  public void read(byte[] input) throws Exception {
    String text = new String(input, StandardCharsets.UTF_8);
    requireFolding(text);
    TemplateFuzz.requireAliases(text);
    CanonicalBytes.of(List.of(text, text));
    Optional<EmailAddress> address = EmailAddress.parse(text);
    Optional<DomainName> domain = DomainName.parse(text);
    Optional<RealmId> realm = RealmId.parse(text);
    address.ifPresent(AddressFuzz::requireAddress);
    domain.ifPresent(AddressFuzz::requireDomain);
    if (address.isEmpty() && domain.isEmpty() && realm.isEmpty()) {
      throw new RefusalException(Code.REALM_VALUE_INVALID, "neither address, domain nor realm");
    }
    Require.that(address.isEmpty() || domain.isEmpty(), "no text is an address and a domain");
    Require.that(domain.isEmpty() || realm.isEmpty(), "no text is a domain and a realm");
    Require.that(text.chars().allMatch(c -> c > ' ' && c < 0x7f), "normal forms come from ASCII");
  }

  private static void requireFolding(String text) {
    String lower = AsciiFolding.lowerCase(text);
    Require.that(lower.length() == text.length(), "lower case keeps the length");
    Require.that(AsciiFolding.lowerCase(lower).equals(lower), "lower case is idempotent");
    String plain = AsciiFolding.transliterate(text);
    Require.that(plain.chars().noneMatch(c -> c >= 'A' && c <= 'Z'), "folded text is lower case");
    Require.that(plain.length() <= 64 * (text.length() + 1), "folding does not blow up");
  }

  private static void requireAddress(EmailAddress address) {
    String value = address.value();
    Require.that(value.length() <= EmailAddress.MAX_LENGTH, "an address fits");
    Require.that(value.equals(AsciiFolding.lowerCase(value)), "an address is lower case");
    Require.that(
        EmailAddress.parse(value).equals(Optional.of(address)), "an address reads as itself");
    requireDomain(address.domain());
  }

  private static void requireDomain(DomainName domain) {
    Require.that(domain.value().length() <= DomainName.MAX_LENGTH, "a domain fits");
    Require.that(
        DomainName.parse(domain.value()).equals(Optional.of(domain)), "a domain reads as itself");
    Require.that(
        domain.isWithin(domain) && !domain.isBelow(domain), "a domain is within itself only");
  }
}

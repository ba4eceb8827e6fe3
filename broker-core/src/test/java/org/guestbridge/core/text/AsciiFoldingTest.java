package org.guestbridge.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsciiFoldingTest {

  @ParameterizedTest
  @CsvSource({
    "M\u00fcller, muller",
    "mu\u0308ller, muller",
    "Stra\u00dfe, strasse",
    "STRA\u1e9eE, strasse",
    "\u00c6r\u00f8, aero",
    "\u0141ukasz, lukasz",
    "\u0130STANBUL, istanbul",
    "\u0131s\u0131, isi",
    "ISI, isi",
    "\u212aelvin, kelvin",
    "\uff4a\uff4f\uff45, joe",
    "\u0152uvre, oeuvre",
    "\u00deor, thor",
    "\ufb01n, fin",
    "\u0430, \u0430",
  })
  void transliterateWhenLatinThenAsciiBase(String text, String folded) {
    assertThat(AsciiFolding.transliterate(text)).isEqualTo(folded);
  }

  @Test
  void lowerCaseWhenLetterOnlyLooksAsciiThenKept() {
    assertThat(AsciiFolding.lowerCase("I\u0130\u0131\u212a\u00c4Z"))
        .isEqualTo("i\u0130\u0131\u212a\u00c4z");
  }

  @Property(tries = 20_000)
  void transliterateWhenTwiceThenSame(@ForAll String text) {
    String once = AsciiFolding.transliterate(text);
    assertThat(AsciiFolding.transliterate(once)).isEqualTo(once);
  }
}

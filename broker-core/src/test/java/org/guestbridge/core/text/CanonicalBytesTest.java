package org.guestbridge.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CanonicalBytesTest {

  @Test
  void ofWhenTextsAreCutElsewhereThenBytesDiffer() {
    assertThat(CanonicalBytes.of(List.of("ab", "c")))
        .isNotEqualTo(CanonicalBytes.of(List.of("a", "bc")));
    assertThat(CanonicalBytes.of(List.of())).isNotEqualTo(CanonicalBytes.of(List.of("")));
    assertThat(CanonicalBytes.of(List.of("", "a")))
        .isNotEqualTo(CanonicalBytes.of(List.of("a", "")));
    assertThat(CanonicalBytes.of(List.of("\u00fc")))
        .isNotEqualTo(CanonicalBytes.of(List.of("u\u0308")));
  }

  @Property(tries = 50_000)
  void ofWhenTuplesDifferThenBytesDiffer(
      @ForAll("tuples") List<String> first, @ForAll("tuples") List<String> second) {
    assertThat(Arrays.equals(CanonicalBytes.of(first), CanonicalBytes.of(second)))
        .isEqualTo(first.equals(second));
  }

  @Provide
  Arbitrary<List<String>> tuples() {
    return Arbitraries.strings()
        .withChars("a\u0000\u0001\u00fc")
        .ofMaxLength(3)
        .list()
        .ofMaxSize(3);
  }
}

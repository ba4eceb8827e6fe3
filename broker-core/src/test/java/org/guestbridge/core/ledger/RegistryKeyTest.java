package org.guestbridge.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryKeyTest {

  private static final RegistryKey KEY = RegistryKey.of(new byte[RegistryKey.LENGTH]);
  private static final EmailAddress JOE = EmailAddress.parse("joe@example.com").orElseThrow();

  /** A known answer: the registry's columns depend on it for ever. */
  @Test
  void digestWhenAddressThenTheKnownAnswer() {
    assertThat(HexFormat.of().formatHex(KEY.digest(JOE)))
        .isEqualTo("9ef9272c1ef1cd3cfbd38fd4d944f80ec1792721a452e39bc995e7023c454a11");
  }

  @Test
  void digestWhenEntraSubjectThenTheKnownAnswer() {
    UpstreamSubject subject = new UpstreamSubject.Entra(new UUID(1, 2), new UUID(3, 4));
    assertThat(HexFormat.of().formatHex(KEY.digest(subject)))
        .isEqualTo("94625c87c6d3972c6d09e30aabebb8d36fef167ca1068fdc9daae83cbf725ede");
  }

  @Test
  void digestWhenNamesThenOfTheBindingAloneAndGivenNameAndSurnameStayApart() {
    UUID id = new UUID(1, 2);
    assertThat(KEY.digest(id, "Jo", "Doe")).hasSize(32).isEqualTo(KEY.digest(id, "Jo", "Doe"));
    assertThat(KEY.digest(id, "JoD", "oe")).isNotEqualTo(KEY.digest(id, "Jo", "Doe"));
    assertThat(KEY.digest(new UUID(1, 3), "Jo", "Doe")).isNotEqualTo(KEY.digest(id, "Jo", "Doe"));
  }

  @Test
  void digestWhenAnotherKeyThenAnother() {
    byte[] bytes = new byte[RegistryKey.LENGTH];
    bytes[31] = 1;
    RegistryKey another = RegistryKey.of(bytes);
    bytes[31] = 0;
    assertThat(another.digest(JOE)).isNotEqualTo(KEY.digest(JOE)).hasSize(32);
  }

  @Test
  void digestWhenMarkThenIssuerAndIdStayApart() {
    assertThat(KEY.digest(mark("ab", "c"))).isNotEqualTo(KEY.digest(mark("a", "bc")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void ofWhenNot32BytesThenRefused(int length) {
    assertThatThrownBy(() -> RegistryKey.of(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static OnceMark mark(String issuer, String id) {
    return new OnceMark(OnceMark.Kind.LOGIN_TRANSACTION, issuer, id, Instant.EPOCH);
  }
}

package org.guestbridge.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.AbstractMultivaluedMap;
import java.util.HashMap;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParametersTest {

  private static final Set<String> KNOWN = Set.of("after", "limit", "address");
  private static final String ID = "00000000-0000-4000-8000-00000000000a";

  private static final class Query extends AbstractMultivaluedMap<String, String> {
    private static final long serialVersionUID = 1L;

    Query() {
      super(new HashMap<>());
    }

    Query with(String name, String value) {
      add(name, value);
      return this;
    }
  }

  private static RequestParameters of(Query query) throws RefusalException {
    return new RequestParameters(query, KNOWN);
  }

  @Test
  void readWhenNothingIsGivenThenTheDefaults() throws Exception {
    RequestParameters read = of(new Query());

    assertThat(read.limit()).isEqualTo(100);
    assertThat(read.after()).isEmpty();
    assertThat(read.address()).isEmpty();
  }

  @Test
  void readWhenGivenThenTheirValues() throws Exception {
    RequestParameters read =
        of(new Query().with("limit", "1000").with("after", ID).with("address", "jo@a.example"));

    assertThat(read.limit()).isEqualTo(1000);
    assertThat(read.after()).hasValue(UUID.fromString(ID));
    assertThat(read.address().map(EmailAddress::value)).hasValue("jo@a.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "", "1e2", " 5", "99999999999999999999", "٣"})
  void limitWhenOutOfRangeThenRefused(String text) {
    refused(Code.REQUEST_INVALID, () -> of(new Query().with("limit", text)).limit());
  }

  @Test
  void readWhenUnknownOrTwiceThenRefused() {
    refused(Code.REQUEST_INVALID, () -> of(new Query().with("realm", "x")));
    refused(Code.REQUEST_INVALID, () -> of(new Query().with("limit", "1").with("limit", "2")));
    refused(Code.REQUEST_INVALID, () -> of(new Query().with("address", "nobody")).address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1-1-1-1-1", "00000000-0000-4000-8000-00000000000A", "../aliases"})
  void idWhenNotInItsOneFormThenUnknown(String text) {
    refused(Code.BINDING_UNKNOWN, () -> RequestParameters.id(text));
  }

  private static void refused(Code code, ThrowingCallable call) {
    assertThatExceptionOfType(RefusalException.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}

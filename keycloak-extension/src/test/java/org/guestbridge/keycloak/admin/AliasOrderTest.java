package org.guestbridge.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AliasOrderTest {

  @Test
  void parseWhenExactlyTheWordThenTheOrderWhateverTheLocale() {
    for (AliasOrder order : AliasOrder.values()) {
      assertThat(AliasOrder.parse(order.text())).hasValue(order);
    }
    assertThat(AliasOrder.RETIRE.text()).isEqualTo("retire");
  }

  @Test
  void parseWhenSpelledOtherwiseThenNone() {
    assertThat(AliasOrder.parse("HOLD")).isEmpty();
    assertThat(AliasOrder.parse("hold ")).isEmpty();
    assertThat(AliasOrder.parse("")).isEmpty();
  }
}

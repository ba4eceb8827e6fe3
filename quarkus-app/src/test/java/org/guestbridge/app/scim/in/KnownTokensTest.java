package org.guestbridge.app.scim.in;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.realm.BearerDigest;
import org.guestbridge.realm.ScimChannel;
import org.junit.jupiter.api.Test;

class KnownTokensTest {

  private static final BearerToken.Found REFUSED = BearerToken.Found.of(Optional.empty());

  private static final ScimChannel CHANNEL =
      new ScimChannel(
          "channel",
          "entra",
          new UUID(1, 1),
          new ScimChannel.Kinds.Population(AccountKind.EXTERNAL),
          List.of(token(0)),
          Optional.empty(),
          ScimChannel.Refused.STORE);

  private final KnownTokens known = new KnownTokens();

  @Test
  void tokenWhenRefusedThenForgottenAndWhenUndecidedThenNot() {
    known.checked(token(1), accepted());
    known.checked(token(1), BearerToken.Found.unknown());
    assertThat(known.contains(token(1))).isTrue();
    known.checked(token(1), REFUSED);
    assertThat(known.contains(token(1))).isFalse();
    known.checked(token(2), BearerToken.Found.unknown());
    assertThat(known.contains(token(2))).isFalse();
  }

  @Test
  void tokensWhenTooManyThenTheOneLongestUnusedIsForgotten() {
    for (int n = 0; n < KnownTokens.MAX; n++) {
      known.checked(token(n), accepted());
    }
    assertThat(known.contains(token(0))).isTrue();
    known.checked(token(KnownTokens.MAX), accepted());
    assertThat(known.contains(token(0))).isTrue();
    assertThat(known.contains(token(1))).isFalse();
    assertThat(known.contains(token(KnownTokens.MAX))).isTrue();
  }

  private static BearerDigest token(int n) {
    return BearerDigest.of("a.b." + n);
  }

  private static BearerToken.Found accepted() {
    return BearerToken.Found.of(Optional.of(CHANNEL));
  }
}

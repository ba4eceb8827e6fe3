package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.OidcProvider.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokenTest {

  private static final Set<Algorithm> RS256 = Set.of(Algorithm.RS256);
  private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"kid-1\"}";
  private static final String PAYLOAD = "{\"a\":1}";

  @Test
  void verifiedPayloadWhenSignedThenExactlyTheSignedBytes() throws Exception {
    SignedToken token = SignedToken.read(StubProvider.sign(HEADER, PAYLOAD), RS256);

    assertThat(token.kid()).contains("kid-1");
    assertThat(token.verifiedPayload(key(0))).isEqualTo(PAYLOAD.getBytes(StandardCharsets.UTF_8));
    assertThat(token).hasToString("[token]");
  }

  @Test
  void verifiedPayloadWhenOtherKeyOrEmptyOrCutOrSwappedThenTokenSignature() throws Exception {
    String signed = StubProvider.sign(HEADER, PAYLOAD);
    String other = StubProvider.sign(HEADER, "{\"a\":2}");
    String swapped = signed.substring(0, signed.lastIndexOf('.')) + signatureOf(other);
    String empty = signed.substring(0, signed.lastIndexOf('.') + 1);
    String cut = signed.substring(0, signed.length() - 1);

    assertThat(refusalOf(() -> SignedToken.read(signed, RS256).verifiedPayload(key(1))))
        .isEqualTo(Code.TOKEN_SIGNATURE);
    assertThat(refusalOf(() -> SignedToken.read(swapped, RS256).verifiedPayload(key(0))))
        .isEqualTo(Code.TOKEN_SIGNATURE);
    assertThat(refusalOf(() -> SignedToken.read(empty, RS256).verifiedPayload(key(0))))
        .isEqualTo(Code.TOKEN_SIGNATURE);
    assertThat(refusalOf(() -> SignedToken.read(cut, RS256).verifiedPayload(key(0))))
        .isEqualTo(Code.TOKEN_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kid\":\"kid-1\"}",
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"HS256\"}",
        "{\"alg\":\"ES256\"}",
        "{\"alg\":\"RS512\"}",
        "{\"alg\":\"PS256\"}",
        "{\"alg\":\"rs256\"}",
        "{\"alg\":[\"RS256\"]}",
        "{\"alg\":\"RS256\",\"crit\":[\"exp\"]}",
        "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
        "{\"alg\":\"RS256\",\"b64\":false}",
        "{\"alg\":\"RS256\",\"jwk\":{}}",
        "{\"alg\":\"RS256\",\"jku\":\"https://attacker.example\"}",
        "{\"alg\":\"RS256\",\"x5u\":\"https://attacker.example\"}",
        "{\"alg\":\"RS256\",\"x5c\":[]}",
        "{\"alg\":\"RS256\",\"zip\":\"DEF\"}",
        "{\"alg\":\"RS256\",\"cty\":\"JWT\"}",
        "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}"
      })
  void readWhenHeaderIsNotPlainRs256ThenTokenAlgorithm(String header) throws Exception {
    assertThat(refusalOf(() -> SignedToken.read(StubProvider.sign(header, PAYLOAD), RS256)))
        .isEqualTo(Code.TOKEN_ALGORITHM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"alg\":\"RS256\"}",
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"RS256\",\"kid\":7}",
        "{\"alg\":\"RS256\",\"kid\":\"\"}",
        "{\"alg\":\"RS256\"",
        "[]"
      })
  void readWhenHeaderIsMalformedThenTokenMalformed(String header) throws Exception {
    assertThat(refusalOf(() -> SignedToken.read(StubProvider.sign(header, PAYLOAD), RS256)))
        .isEqualTo(Code.TOKEN_MALFORMED);
  }

  @Test
  void readWhenNotThreePartsOfBase64UrlThenTokenMalformed() throws Exception {
    String signed = StubProvider.sign(HEADER, PAYLOAD);
    String[] malformed = {
      "",
      "not-a-token",
      "..",
      "a.b",
      signed + ".x.y",
      signed + "=",
      signed + " ",
      " " + signed,
      signed.replaceFirst("\\.", "+."),
      "." + signed,
      "a".repeat(SignedToken.MAX_LENGTH + 1)
    };
    for (String token : malformed) {
      assertThat(refusalOf(() -> SignedToken.read(token, RS256))).isEqualTo(Code.TOKEN_MALFORMED);
    }
  }

  private static String signatureOf(String token) {
    return token.substring(token.lastIndexOf('.'));
  }

  private static JWK key(int index) {
    return StubProvider.KEYS.get(index).toPublicJWK();
  }
}

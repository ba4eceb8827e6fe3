package org.guestbridge.app.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{\"a\":1}{\"a\":1}",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"b\":{\"a\":1,\"a\":2}}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":111111111111111111111111111111111}",
        "/**/{\"a\":1}"
      })
  void objectWhenNotStrictThenRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
        .hasMessage("not one strict JSON object")
        .hasNoCause();
  }

  @Test
  void objectWhenNotUtf8ThenRefused() throws Exception {
    assertThat(refusalOf(() -> read(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})))
        .isEqualTo(Code.TOKEN_MALFORMED);
    assertThat(refusalOf(() -> read("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE))))
        .isEqualTo(Code.TOKEN_MALFORMED);
  }

  @Test
  void objectWhenAsDeepAsTheLimitThenReadAndOneDeeperRefused() throws Exception {
    assertThat(read(nested(StrictJson.MAX_DEPTH))).containsOnlyKeys("a");
    assertThat(refusalOf(() -> read(nested(StrictJson.MAX_DEPTH + 1))))
        .isEqualTo(Code.TOKEN_MALFORMED);
    assertThat(refusalOf(() -> read(nested(10_000)))).isEqualTo(Code.TOKEN_MALFORMED);
  }

  private static byte[] nested(int depth) {
    String text = "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, Object> read(byte[] bytes) throws Exception {
    return StrictJson.object(bytes, Code.TOKEN_MALFORMED);
  }

  private interface Step {
    void run() throws Exception;
  }

  private static Code refusalOf(Step step) {
    return catchThrowableOfType(RefusalException.class, step::run).code();
  }
}

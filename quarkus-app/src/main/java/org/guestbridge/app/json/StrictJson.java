package org.guestbridge.app.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object and nothing else, and writes one: UTF-8 without repair, no duplicate member
 * at any depth (RFC 8725 section 2.4 warns of readers that pick different ones), bounded depth and
 * number lengths, no trailing text.
 */
public final class StrictJson {

  /** Deepest nesting of objects and lists. */
  public static final int MAX_DEPTH = 16;

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(32)
                          .maxNameLength(256)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final JsonMapper WRITER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private StrictJson() {}

  /**
   * The members of the object; a JSON null is a null value.
   *
   * @throws RefusalException {@code malformed}, without cause, since a parser's message quotes its
   *     input
   */
  public static Map<String, Object> object(byte[] utf8, Code malformed) throws RefusalException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      @Nullable Map<String, Object> members = MAPPER.readValue(text, OBJECT);
      if (members != null) {
        return members;
      }
    } catch (CharacterCodingException | JsonProcessingException failure) {
      throw refusal(malformed);
    }
    throw refusal(malformed);
  }

  /** One JSON object whose members, at every depth, are in order of their names. */
  public static String write(Map<String, ?> members) {
    try {
      return WRITER.writeValueAsString(members);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("members are texts, numbers, lists and objects", impossible);
    }
  }

  private static RefusalException refusal(Code malformed) {
    return new RefusalException(malformed, "not one strict JSON object");
  }
}

package org.guestbridge.app.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** The one JSON form of the admin resource and of {@code --json}. */
public final class AdminJson {

  private static final int MAX_DEPTH = 32;

  private static final ObjectMapper MAPPER = mapper();

  private AdminJson() {}

  /** {@code value} on one line. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer does not serialise", e);
    }
  }

  /**
   * Reads an answer of this or a later version.
   *
   * @throws RefusalException {@code request_invalid}, without quoting the text
   */
  public static <T> T read(String json, Class<T> type) throws RefusalException {
    try {
      T value = MAPPER.readValue(json, type);
      if (value != null) {
        return value;
      }
      throw new RefusalException(Code.REQUEST_INVALID, "The JSON is null.");
    } catch (JsonProcessingException e) {
      throw malformed();
    }
  }

  /**
   * Reads a JSON object.
   *
   * @throws RefusalException {@code request_invalid}, without quoting the text
   */
  public static Map<String, Object> readObject(String json) throws RefusalException {
    try {
      Map<String, Object> value = MAPPER.readValue(json, new TypeReference<>() {});
      if (value != null) {
        return value;
      }
      throw new RefusalException(Code.REQUEST_INVALID, "The JSON is null.");
    } catch (JsonProcessingException e) {
      throw malformed();
    }
  }

  private static RefusalException malformed() {
    return new RefusalException(Code.REQUEST_INVALID, "The JSON is not of the form expected.");
  }

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    return mapper;
  }
}

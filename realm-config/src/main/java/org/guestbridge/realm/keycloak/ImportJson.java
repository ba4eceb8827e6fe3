package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.Serial;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON for Keycloak's import, which replaces <code>${name}</code> anywhere in the text by
 * the value of an environment variable or system property. Every dollar sign is escaped, so that no
 * value of a realm file is ever taken for such a name; only {@link #placeholder} makes one.
 */
final class ImportJson {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private static final ObjectWriter COMPACT = MAPPER.writer().with(new DollarEscapes());

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  /** How far another party's clock may be off; as in the broker. */
  static final String CLOCK_SKEW_SECONDS = "60";

  private ImportJson() {}

  /** An empty mapping. */
  static ObjectNode mapping() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The same with the members of every mapping in the order of their names. */
  static JsonNode sorted(JsonNode tree) {
    if (tree instanceof ObjectNode mapping) {
      ObjectNode sorted = mapping();
      Map<String, JsonNode> members = new TreeMap<>();
      mapping.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
      members.forEach((name, member) -> sorted.set(name, sorted(member)));
      return sorted;
    }
    if (tree instanceof ArrayNode list) {
      ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
      list.forEach(item -> sorted.add(sorted(item)));
      return sorted;
    }
    return tree;
  }

  /** A certificate as Keycloak keeps it: Base64 without PEM's frame. */
  static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException neverOnceItWasRead) {
      throw new IllegalStateException(neverOnceItWasRead);
    }
  }

  /** On one line. */
  static String compact(JsonNode tree) {
    return write(COMPACT, tree);
  }

  /** One member a line, two spaces a level, and a line end at the end. */
  static String readable(JsonNode tree) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    return write(COMPACT.with(printer), tree) + "\n";
  }

  /** A text that Keycloak replaces, or looks up in its vault. */
  static JsonNode placeholder(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a placeholder");
    }
    return JsonNodeFactory.instance.rawValueNode(new RawValue("\"${" + name + "}\""));
  }

  private static String write(ObjectWriter writer, JsonNode tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException neverForATree) {
      throw new IllegalStateException(neverForATree);
    }
  }

  private static final class DollarEscapes extends CharacterEscapes {

    @Serial private static final long serialVersionUID = 1L;

    private static final SerializedString ESCAPED = new SerializedString("\\u0024");

    private final int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();

    DollarEscapes() {
      escapes['$'] = ESCAPE_CUSTOM;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return character == '$' ? ESCAPED : null;
    }
  }
}

package org.guestbridge.realm.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.guestbridge.core.problem.Code;

/** Reads a document of at most 1 MiB and 32 levels into a tree. */
public final class Document {

  /** The largest document accepted, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 32;

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();

  private static final JsonFactory JSON_FACTORY =
      new JsonFactoryBuilder().streamReadConstraints(CONSTRAINTS).build();

  private static final YAMLFactory YAML_FACTORY =
      YAMLFactory.builder()
          .streamReadConstraints(CONSTRAINTS)
          .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
          .build();

  private Document() {}

  /**
   * The bytes of a file, one more than allowed when it is too large.
   *
   * @throws IOException when it cannot be read
   */
  public static byte[] bytesOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  /**
   * Reads the document's root mapping, noting every problem.
   *
   * @return the root, or empty when there is no tree to look at
   */
  public static Optional<Section> read(
      byte[] content, DocumentFormat format, RetiredKeys retired, Problems problems) {
    if (content.length > MAX_BYTES) {
      problems.add(Code.REALM_OVERSIZED, Pointer.ROOT, "The document is larger than 1 MiB.");
      return Optional.empty();
    }
    try (JsonParser parser = factory(format).createParser(textOf(content))) {
      return TreeReader.read(parser, problems)
          .flatMap(root -> new Node(root, Pointer.ROOT, new Reading(problems, retired)).section());
    } catch (StreamConstraintsException tooLarge) {
      problems.add(Code.REALM_OVERSIZED, Pointer.ROOT, "A value is too long or nested too deeply.");
    } catch (JsonProcessingException malformed) {
      problems.add(Code.REALM_SYNTAX, Pointer.ROOT, where(malformed.getLocation()));
    } catch (CharacterCodingException notUtf8) {
      problems.add(Code.REALM_SYNTAX, Pointer.ROOT, "The document is not UTF-8.");
    } catch (IOException unreadable) {
      problems.add(Code.REALM_SYNTAX, Pointer.ROOT, "The document holds forbidden characters.");
    }
    return Optional.empty();
  }

  private static JsonFactory factory(DocumentFormat format) {
    return format == DocumentFormat.JSON ? JSON_FACTORY : YAML_FACTORY;
  }

  private static String textOf(byte[] content) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Names the place only: a parser's own message quotes the document. */
  private static String where(JsonLocation location) {
    String hint = " In YAML, text with { } or : in it needs quotes inside braces.";
    return location == null
        ? "The document does not parse." + hint
        : "The document does not parse at line %d, column %d."
                .formatted(location.getLineNr(), location.getColumnNr())
            + hint;
  }
}

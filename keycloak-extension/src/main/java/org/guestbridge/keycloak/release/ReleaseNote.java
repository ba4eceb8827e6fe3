package org.guestbridge.keycloak.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.realm.document.Document;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Problems;
import org.guestbridge.realm.document.RetiredKeys;
import org.guestbridge.realm.document.Section;
import org.jspecify.annotations.Nullable;

/**
 * That a person was released to one client, as the client note {@link #NAME} of the authentication
 * session says it. Keycloak keeps the session on the server, so the note is the extension's own
 * word; it is read strictly all the same. It holds no address: that is read from the registry.
 *
 * @param binding whose; the immutable internal id
 * @param downstream the name of the downstream that the person was released to, at most 255
 *     characters
 * @param upstream the alias of the identity provider that the person came from, at most 255
 *     characters
 * @param rule the rule that decided, at most 255 characters
 * @param givenName as released, at most 128 characters
 * @param surname as released, at most 128 characters
 * @param groups the downstream's group names, at most 1,000, in the order of the rule
 * @param correlationId of the sign-in, at most 64 characters
 * @param at when it was decided; kept to the millisecond
 */
public record ReleaseNote(
    UUID binding,
    String downstream,
    String upstream,
    String rule,
    String givenName,
    String surname,
    List<String> groups,
    String correlationId,
    Instant at) {

  /** The name of the client note. */
  public static final String NAME = "guestbridge.release";

  private static final int MAX_LENGTH = 256 * 1024;
  private static final int MAX_TEXT = 255;
  private static final int MAX_NAME = 128;
  private static final int MAX_ID = 64;
  private static final int MAX_GROUPS = 1_000;

  public ReleaseNote {
    groups = List.copyOf(groups);
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The note's text. */
  public String toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("binding", binding.toString());
    json.put("downstream", downstream);
    json.put("upstream", upstream);
    json.put("rule", rule);
    json.put("givenName", givenName);
    json.put("surname", surname);
    groups.forEach(json.putArray("groups")::add);
    json.put("correlationId", correlationId);
    json.put("at", at.toString());
    return json.toString();
  }

  /**
   * Reads a note.
   *
   * @param text as the session holds it; null when there is none
   * @return empty unless the text is exactly what {@link #toJson} writes: every member, no other,
   *     none twice, each of its type and within its limit
   */
  public static Optional<ReleaseNote> parse(@Nullable String text) {
    if (text == null || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Problems problems = new Problems();
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return Document.read(content, DocumentFormat.JSON, RetiredKeys.NONE, problems)
        .flatMap(ReleaseNote::read)
        .filter(note -> problems.count() == 0);
  }

  private static Optional<ReleaseNote> read(Section section) {
    Optional<UUID> binding = section.required("binding").flatMap(ReleaseNote::uuid);
    Optional<String> downstream = text(section, "downstream", MAX_TEXT);
    Optional<String> upstream = text(section, "upstream", MAX_TEXT);
    Optional<String> rule = text(section, "rule", MAX_TEXT);
    Optional<String> givenName = text(section, "givenName", MAX_NAME);
    Optional<String> surname = text(section, "surname", MAX_NAME);
    Optional<List<String>> groups =
        section
            .required("groups")
            .flatMap(node -> node.items(Node::text))
            .filter(names -> names.size() <= MAX_GROUPS);
    Optional<String> correlationId = text(section, "correlationId", MAX_ID);
    Optional<Instant> at = section.required("at").flatMap(ReleaseNote::instant);
    if (groups.isEmpty() || binding.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    return section.finish(
        () ->
            new ReleaseNote(
                binding.get(),
                downstream.orElseThrow(),
                upstream.orElseThrow(),
                rule.orElseThrow(),
                givenName.orElseThrow(),
                surname.orElseThrow(),
                groups.get(),
                correlationId.orElseThrow(),
                at.get()));
  }

  private static Optional<String> text(Section section, String key, int most) {
    return section.required(key).flatMap(node -> node.text(most));
  }

  private static Optional<UUID> uuid(Node node) {
    return node.text(MAX_ID)
        .flatMap(
            text -> {
              try {
                return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
              } catch (IllegalArgumentException malformed) {
                return Optional.empty();
              }
            });
  }

  private static Optional<Instant> instant(Node node) {
    return node.text(MAX_ID)
        .flatMap(
            text -> {
              try {
                return Optional.of(Instant.parse(text)).filter(at -> at.toString().equals(text));
              } catch (DateTimeParseException malformed) {
                return Optional.empty();
              }
            });
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[release of " + binding + "]";
  }
}

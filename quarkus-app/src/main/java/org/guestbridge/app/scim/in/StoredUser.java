package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PersonStatement;

/**
 * A user as a client sent it (RFC 7643 section 4.1), and what is stored of it: all but what the
 * broker itself says, and never a password. Nothing is forwarded from here.
 */
final class StoredUser {

  /** What the broker says, and what it does not keep. */
  private static final List<String> NOT_STORED = List.of("id", "meta", "groups", "password");

  private StoredUser() {}

  /**
   * The statement of a resource, untrusted. Without {@code active} the person is not active: what
   * is not mapped can't be taken back either.
   */
  static PersonStatement statement(ObjectNode resource) {
    ObjectNode kept = resource.deepCopy();
    NOT_STORED.forEach(
        attribute -> ScimJson.nameOf(kept, attribute).ifPresent(name -> kept.remove(name)));
    booleans(kept, "active");
    kept.forEach(
        value -> {
          if (value.isArray()) {
            value.forEach(
                element -> {
                  if (element instanceof ObjectNode object) {
                    booleans(object, "primary");
                  }
                });
          }
        });
    String userName = name(kept, "userName").orElseThrow(() -> missing("userName"));
    String document = ScimJson.write(kept);
    requireStorable(document);
    return new PersonStatement(
        lower(userName),
        name(kept, "externalId"),
        userName,
        mail(kept).map(StoredUser::lower),
        ScimJson.get(kept, "active").asBoolean(false),
        document);
  }

  /** The work mail; without one the primary mail, or the only one. */
  static Optional<String> mail(ObjectNode resource) {
    Optional<String> work = Optional.empty();
    Optional<String> primary = Optional.empty();
    JsonNode emails = ScimJson.get(resource, "emails");
    for (JsonNode each : emails) {
      Optional<String> value = name(each, "value");
      if (work.isEmpty()
          && ScimJson.text(each, "type").filter("work"::equalsIgnoreCase).isPresent()) {
        work = value;
      }
      if (primary.isEmpty()
          && (emails.size() == 1 || ScimJson.get(each, "primary").asBoolean(false))) {
        primary = value;
      }
    }
    return work.isPresent() ? work : primary;
  }

  /** A name or id, which has at most 256 characters. */
  static Optional<String> name(JsonNode node, String attribute) {
    JsonNode value = ScimJson.get(node, attribute);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().length() > PersonStatement.MAX_NAME_LENGTH) {
      throw new ScimRefusal(
          Code.SCIM_VALUE, attribute + " is not a text of at most 256 characters.");
    }
    return Optional.of(value.textValue()).filter(text -> !text.isBlank());
  }

  static ScimRefusal missing(String attribute) {
    return new ScimRefusal(Code.SCIM_VALUE, attribute + " is missing.");
  }

  static void requireStorable(String document) {
    if (document.length() > PersonStatement.MAX_DOCUMENT_LENGTH) {
      throw new ScimRefusal(Code.REQUEST_OVERSIZED, "A resource has more than 200,000 characters.");
    }
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Entra sends the text "False" for false. */
  private static void booleans(ObjectNode object, String attribute) {
    JsonNode value = ScimJson.get(object, attribute);
    if (value.isTextual()) {
      Boolean read =
          switch (lower(value.textValue())) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw notBoolean(attribute);
          };
      object.set(ScimJson.nameOf(object, attribute).orElseThrow(), BooleanNode.valueOf(read));
    } else if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw notBoolean(attribute);
    }
  }

  private static ScimRefusal notBoolean(String attribute) {
    return new ScimRefusal(Code.SCIM_VALUE, attribute + " is neither true nor false.");
  }
}

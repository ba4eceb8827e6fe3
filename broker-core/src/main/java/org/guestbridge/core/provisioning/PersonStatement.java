package org.guestbridge.core.provisioning;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What a channel says about one person. All of it is untrusted and personal.
 *
 * @param key what makes the person one in the channel: the {@code userName} in lower case for SCIM
 *     (RFC 7643 section 4.1.1, not case-exact), the object id for Graph; 1 to 256 characters
 * @param externalId the client's own id, case-exact, at most 256 characters
 * @param userName as it was sent, at most 256 characters
 * @param mail the work mail in lower case, to be found by, at most 256 characters; not read by any
 *     decision
 * @param active whether the source says that the person may use what is provisioned
 * @param document the source's JSON, verbatim, at most 200,000 characters
 */
public record PersonStatement(
    String key,
    Optional<String> externalId,
    String userName,
    Optional<String> mail,
    boolean active,
    String document) {

  /** Longest name or id, in characters. */
  public static final int MAX_NAME_LENGTH = 256;

  /** Longest document, in characters. */
  public static final int MAX_DOCUMENT_LENGTH = 200_000;

  public PersonStatement {
    check(key, 1, MAX_NAME_LENGTH);
    check(userName, 0, MAX_NAME_LENGTH);
    externalId.ifPresent(text -> check(text, 0, MAX_NAME_LENGTH));
    mail.ifPresent(text -> check(text, 0, MAX_NAME_LENGTH));
    check(document, 0, MAX_DOCUMENT_LENGTH);
  }

  /** The Entra object id that {@code externalId} is; empty when it is not a GUID. */
  public Optional<UUID> objectId() {
    return externalId.flatMap(PersonStatement::guid);
  }

  private static Optional<UUID> guid(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        ? Optional.of(UUID.fromString(lower))
        : Optional.empty();
  }

  static void check(String text, int min, int max) {
    if (text.length() < min || text.length() > max || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a text is empty, too long or holds a zero character");
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[statement]";
  }
}

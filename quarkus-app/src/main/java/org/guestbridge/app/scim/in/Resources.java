package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.StoreOutcome;

/** What users and groups have in common: ids, versions and metadata. */
final class Resources {

  private Resources() {}

  /** The id in a path; anything else than an id of ours is nobody's. */
  static UUID id(String text) {
    return parse(text).orElseThrow(Resources::notFound);
  }

  /** An id in a filter or in a list of members. */
  static Optional<UUID> parse(String text) {
    return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  static ScimRefusal notFound() {
    return new ScimRefusal(Code.NOT_FOUND, "There is no such resource.");
  }

  /** What was stored, or why it was not. */
  static <T> T stored(StoreOutcome<T> outcome) {
    return outcome.fold(
        value -> value,
        () -> {
          throw new ScimRefusal(Code.SCIM_UNIQUENESS, "The name is taken in this channel.");
        },
        () -> {
          throw stale();
        });
  }

  static ScimRefusal stale() {
    return new ScimRefusal(Code.SCIM_VERSION, "The resource was changed meanwhile.");
  }

  /** The entity tag of a version (RFC 7644 section 3.14). */
  static String tag(long version) {
    return "W/\"" + version + "\"";
  }

  /** Whether a list of entity tags names the version. */
  static boolean names(String tags, long version) {
    return tags.strip().equals("*")
        || List.of(tags.split(",", 64)).stream()
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(each -> each.equals("\"" + version + "\""));
  }

  static void requireVersion(Optional<String> ifMatch, long version) {
    if (ifMatch.isPresent() && !names(ifMatch.get(), version)) {
      throw stale();
    }
  }

  /** The stored document with the broker's own id and metadata. */
  static ObjectNode rendered(
      String document,
      String type,
      UUID id,
      long version,
      Instant created,
      Instant changed,
      String base) {
    ObjectNode resource = ScimJson.stored(document);
    resource.put("id", id.toString());
    ObjectNode meta = resource.putObject("meta");
    meta.put("resourceType", type);
    meta.put("created", created.toString());
    meta.put("lastModified", changed.toString());
    meta.put("location", base + "/" + type + "s/" + id);
    meta.put("version", tag(version));
    return resource;
  }
}

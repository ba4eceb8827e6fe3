package org.guestbridge.realm.load;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.ScimDirectory;
import org.guestbridge.realm.Secret;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads the directory that belongs to a downstream. */
final class DirectoryReader {

  /** A bearer token of RFC 6750 section 2.1: anything else would break out of the header. */
  private static final String TOKEN = "[A-Za-z0-9._~+/-]{1,4096}=*";

  private final References references;
  private final Urls urls;

  DirectoryReader(References references, Urls urls) {
    this.references = references;
    this.urls = urls;
  }

  Optional<ScimDirectory> read(Section section) {
    Optional<URI> url = section.required("url").flatMap(urls::base);
    Optional<Secret> key = section.required("key").flatMap(this::key);
    Optional<Integer> rate =
        section
            .optional("requestsPerSecond")
            .flatMap(node -> node.integer(1, ScimDirectory.MAX_REQUESTS_PER_SECOND));
    Optional<LocalDate> expires = section.optional("keyExpires").flatMap(DirectoryReader::date);
    return section.finish(
        () ->
            new ScimDirectory(
                url.orElseThrow(),
                key.orElseThrow(),
                rate.orElse(ScimDirectory.DEFAULT_REQUESTS_PER_SECOND),
                expires));
  }

  private Optional<Secret> key(Node node) {
    Optional<Secret> key = references.secret(node);
    if (key.isPresent() && !key.get().reveal().matches(TOKEN)) {
      return node.refuse(
          Code.REALM_VALUE_INVALID, "A key is 1 to 4,096 characters of a bearer token.");
    }
    return key;
  }

  private static Optional<LocalDate> date(Node node) {
    return node.text(
        DirectoryReader::parsed, Code.REALM_VALUE_INVALID, "Give a date such as 2027-11-22.");
  }

  private static Optional<LocalDate> parsed(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}

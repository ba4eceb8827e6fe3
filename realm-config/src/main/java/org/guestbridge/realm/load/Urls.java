package org.guestbridge.realm.load;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.document.Node;

/** The URLs of a realm: absolute https without user or fragment, or http for a loopback host. */
final class Urls {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  private static final Pattern HOST_SOURCE =
      Pattern.compile(
          "https://(\\*\\.)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?"
              + "|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

  private final References references;

  Urls(References references) {
    this.references = references;
  }

  /** Scheme, host and port only. */
  Optional<URI> origin(Node node) {
    return read(
        node,
        uri -> uri.getRawPath().isEmpty() && uri.getRawQuery() == null,
        "Give scheme and host only, without a path and without a slash at the end.");
  }

  /** A URL that others are appended to. */
  Optional<URI> base(Node node) {
    return read(
        node,
        uri -> !uri.getRawPath().endsWith("/") && uri.getRawQuery() == null,
        "Give a URL without query and without a slash at the end.");
  }

  /** An origin, whose first label may be an asterisk (CSP Level 3 section 2.3.1). */
  static Optional<String> hostSource(Node node) {
    return node.text(
        text -> HOST_SOURCE.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
        Code.REALM_URL_INVALID,
        "Give an https origin without a path; its first label may be an asterisk.");
  }

  /** Any URL, query string included. */
  Optional<URI> endpoint(Node node) {
    return read(node, uri -> true, "");
  }

  private Optional<URI> read(Node node, Predicate<URI> form, String expected) {
    Optional<String> text = references.text(node);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> uri = text.flatMap(Urls::parse).filter(Urls::isSecure);
    if (uri.isEmpty()) {
      return node.refuse(
          Code.REALM_URL_INVALID, "Give an absolute https URL without user or fragment.");
    }
    return uri.filter(form).or(() -> node.refuse(Code.REALM_URL_INVALID, expected));
  }

  private static Optional<URI> parse(String text) {
    try {
      return text.chars().allMatch(c -> c > ' ' && c < 0x7f)
          ? Optional.of(new URI(text))
          : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /** Whether a URL is one that a realm may hold. */
  static boolean isSecure(URI uri) {
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return false;
    }
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme()) && LOOPBACK.matcher(uri.getHost()).matches());
  }
}

package org.guestbridge.app.upstream.saml;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads an address that a peer wrote. */
final class HttpAddress {

  private static final int MAX_LENGTH = 2_048;

  private HttpAddress() {}

  static Optional<URI> parse(String text) {
    try {
      return text.length() > MAX_LENGTH ? Optional.empty() : Optional.of(new URI(text));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}

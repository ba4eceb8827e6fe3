package org.guestbridge.app.samlxml;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The keys of an identity provider at one moment.
 *
 * @param active the key to sign with
 * @param published the certificates that metadata announce: the active key's first, then that of
 *     the key which is to sign next
 */
public record SigningKeys(SigningKey active, List<X509Certificate> published) {

  public SigningKeys {
    published = List.copyOf(published);
    if (published.isEmpty() || !published.get(0).equals(active.certificate())) {
      throw new IllegalArgumentException("the active key is not announced first");
    }
  }

  /** One key and no other. */
  public static SigningKeys only(SigningKey key) {
    return new SigningKeys(key, List.of(key.certificate()));
  }
}

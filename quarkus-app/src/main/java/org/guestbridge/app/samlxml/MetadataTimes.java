package org.guestbridge.app.samlxml;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.RefusalException;

/** How long metadata hold: the strictest of all that encloses a role (SAML metadata 4.3.1). */
final class MetadataTimes {

  /** XML Schema part 2, 3.2.6, without years and months, which have no fixed length. */
  private static final Pattern DURATION =
      Pattern.compile("P([0-9]{1,5}D)?(T([0-9]{1,6}H)?([0-9]{1,7}M)?([0-9]{1,9}(\\.[0-9]+)?S)?)?");

  /** A month or a year in front: longer than the broker keeps anything. */
  private static final Pattern LONG = Pattern.compile("P[0-9]{1,4}[YM].*");

  private static final Duration LONGEST = Duration.ofDays(28);

  private MetadataTimes() {}

  static Optional<Instant> validUntil(List<XmlElement> path) throws RefusalException {
    Optional<Instant> earliest = Optional.empty();
    for (XmlElement element : path) {
      Optional<String> text = element.attribute("validUntil");
      if (text.isPresent()) {
        Instant until =
            SamlValues.instant(text.get())
                .orElseThrow(() -> IdentityProviderMetadata.invalid("validUntil is not a date"));
        earliest = Optional.of(earliest.filter(until::isAfter).orElse(until));
      }
    }
    return earliest;
  }

  static Optional<Duration> cacheDuration(List<XmlElement> path) throws RefusalException {
    Optional<Duration> shortest = Optional.empty();
    for (XmlElement element : path) {
      Optional<String> text = element.attribute("cacheDuration");
      if (text.isPresent()) {
        Duration duration = duration(text.get());
        boolean shorter = shortest.isEmpty() || duration.compareTo(shortest.get()) < 0;
        shortest = shorter ? Optional.of(duration) : shortest;
      }
    }
    return shortest;
  }

  private static Duration duration(String text) throws RefusalException {
    if (LONG.matcher(text).matches()) {
      return LONGEST;
    }
    if (DURATION.matcher(text).matches()) {
      try {
        return Duration.parse(text);
      } catch (DateTimeException malformed) {
        // Refused below.
      }
    }
    throw IdentityProviderMetadata.invalid("cacheDuration is not a duration");
  }
}

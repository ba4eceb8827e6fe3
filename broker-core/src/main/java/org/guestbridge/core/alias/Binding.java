package org.guestbridge.core.alias;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/**
 * What the registry knows of one person.
 *
 * @param id the immutable internal id that downstreams are told; never an address, never reused
 * @param kind alias or pass-through; changes only by conversion
 * @param status whether it may be released
 * @param statusCode why it is held, when it is
 * @param subject whose it is, in plain; empty after erasure and for an address that is only kept
 *     from everybody
 * @param address the address; empty only after erasure
 * @param fingerprint the remembered human; empty values after erasure
 * @param compareNext whether the next login's fingerprint is compared; false after a release, when
 *     the next one is remembered as it is
 * @param provisional whether it was made by provisioning and no login has confirmed it yet
 * @param createdAt when it was first bound
 */
public record Binding(
    UUID id,
    BindingKind kind,
    BindingStatus status,
    Optional<Code> statusCode,
    Optional<UpstreamSubject> subject,
    Optional<EmailAddress> address,
    Fingerprint fingerprint,
    boolean compareNext,
    boolean provisional,
    Instant createdAt) {

  public Binding {
    if ((status == BindingStatus.HELD) != statusCode.isPresent()) {
      throw new IllegalArgumentException("a held binding, and only that, has a code");
    }
  }

  /** Whether the address is only kept from everybody, and an administrator may give it away. */
  public boolean isReserved() {
    return status == BindingStatus.RETIRED && subject.isEmpty() && address.isPresent();
  }

  /**
   * Whether an administrator ordered a conversion, which waits for a login of the other kind of
   * account. The binding has its former kind and address until then, and is held.
   */
  public boolean awaitsConversion() {
    return statusCode.equals(Optional.of(Code.ACCOUNT_CONVERSION_PENDING));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[binding " + id + " " + status + "]";
  }
}

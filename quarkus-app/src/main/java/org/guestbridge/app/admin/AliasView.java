package org.guestbridge.app.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A binding as an administrator sees it. Holds personal values.
 *
 * @param id the immutable internal id
 * @param kind {@code alias} or {@code pass_through}
 * @param status {@code active}, {@code held} or {@code retired}
 * @param code why it is held
 * @param address the address; absent after erasure
 * @param subject the upstream key; absent after erasure
 * @param idp the provider that authenticated the person last
 * @param signInName the sign-in name remembered
 * @param mail the mail address remembered
 * @param createdAt when it was first bound
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AliasView(
    UUID id,
    String kind,
    String status,
    Optional<String> code,
    Optional<String> address,
    Optional<String> subject,
    Optional<String> idp,
    Optional<String> signInName,
    Optional<String> mail,
    Instant createdAt) {

  /** Redacted. */
  @Override
  public String toString() {
    return "[alias " + id + "]";
  }
}

package org.guestbridge.core.alias;

import java.util.Locale;
import java.util.Optional;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.text.EmailAddress;

/**
 * What is remembered of the human behind a key, to notice when the human changes: Entra's "reset
 * redemption status" keeps the object id when "responsibilities have been passed along to another
 * user" (learn.microsoft.com, B2B reset redemption status).
 *
 * @param idp the provider that authenticated the person
 * @param signInName the sign-in name, trimmed and lower case
 * @param mail the mail address, for information and routing
 */
public record Fingerprint(
    Optional<String> idp, Optional<String> signInName, Optional<EmailAddress> mail) {

  /** The fingerprint of {@code identity} as it is now. */
  public static Fingerprint of(VerifiedIdentity identity) {
    Profile profile = identity.profile();
    return new Fingerprint(
        identity.evidence().account().idp(),
        profile.signInName().map(name -> name.strip().toLowerCase(Locale.ROOT)),
        profile.mail());
  }

  /**
   * Whether {@code now} suggests another human than this: a changed or vanished provider, or a
   * changed or vanished sign-in name. A changed mail alone does not.
   */
  public boolean suggestsAnotherHuman(Fingerprint now) {
    return changedOrVanished(idp, now.idp) || changedOrVanished(signInName, now.signInName);
  }

  private static boolean changedOrVanished(Optional<String> before, Optional<String> now) {
    return before.isPresent() && !before.equals(now);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[fingerprint]";
  }
}

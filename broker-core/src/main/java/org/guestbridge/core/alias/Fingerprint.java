package org.guestbridge.core.alias;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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

  /** Longest value remembered as it is, in characters; a longer one by its SHA-256. */
  public static final int MAX_LENGTH = 1024;

  /** Nothing is remembered. */
  public static final Fingerprint NONE =
      new Fingerprint(Optional.empty(), Optional.empty(), Optional.empty());

  /** What Entra puts before the sign-in name of some guests. */
  private static final List<String> GUEST_PREFIXES = List.of("live.com#", "mail#", "google.com#");

  public Fingerprint {
    idp = idp.map(Fingerprint::bounded);
    signInName = signInName.map(Fingerprint::bounded);
  }

  /** The fingerprint of {@code identity} as it is now. */
  public static Fingerprint of(VerifiedIdentity identity) {
    Profile profile = identity.profile();
    return new Fingerprint(
        identity.evidence().account().idp(),
        profile.signInName().map(name -> name.strip().toLowerCase(Locale.ROOT)),
        profile.mail());
  }

  /** What a provisional binding remembers: nobody signed in, so only the mail. */
  public static Fingerprint provisional(VerifiedIdentity identity) {
    return new Fingerprint(Optional.empty(), Optional.empty(), identity.profile().mail());
  }

  /**
   * Whether a first login that looks like {@code now} contradicts what provisioning remembered: the
   * mail was known, and neither mail nor sign-in name is it.
   */
  public boolean isContradictedBy(Fingerprint now) {
    return mail.filter(known -> !now.mail.equals(mail) && !now.signsInAs(known)).isPresent();
  }

  private boolean signsInAs(EmailAddress address) {
    String text = address.value();
    return signInName
        .filter(
            name ->
                name.equals(text)
                    || GUEST_PREFIXES.stream().anyMatch(prefix -> name.equals(prefix + text)))
        .isPresent();
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

  private static String bounded(String value) {
    if (value.length() <= MAX_LENGTH) {
      return value;
    }
    try {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[fingerprint]";
  }
}

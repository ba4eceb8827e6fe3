package org.guestbridge.core.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.text.EmailAddress;

/**
 * A mailbox that is known to be a person's.
 *
 * @param address the mailbox; personal
 * @param evidence how it is known
 */
public record ProvenMailbox(EmailAddress address, MailboxEvidence evidence) {

  /** What {@code idp} says of a one-time passcode (learn.microsoft.com, "B2B user claims"). */
  private static final String PASSCODE_PROVIDER = "mail";

  /** What Entra may put before the sign-in name of a guest who got a passcode. */
  private static final String PASSCODE_PREFIX = "mail#";

  /** What a resource tenant makes of a guest's sign-in name; not an address of anybody. */
  private static final String GUEST_MARK = "#ext#";

  /**
   * The mailbox that a sign-in proves; empty when it proves none. What nobody signed in for, a
   * provisioning client's word or a directory entry, proves none.
   *
   * <p>The claim {@code email} alone proves nothing: whoever may edit the account chooses it.
   */
  public static Optional<ProvenMailbox> of(VerifiedIdentity identity) {
    boolean signedIn =
        !(identity.evidence() instanceof Evidence.Provisioned)
            && !(identity.evidence().account() instanceof DirectoryEvidence);
    return signedIn
        ? identity.profile().mail().flatMap(mail -> proven(identity, mail))
        : Optional.empty();
  }

  /** The stronger evidence is named when there are both. */
  private static Optional<ProvenMailbox> proven(VerifiedIdentity identity, EmailAddress mail) {
    if (identity.profile().mailVerified()) {
      return Optional.of(new ProvenMailbox(mail, MailboxEvidence.VERIFIED_BY_PROVIDER));
    }
    boolean passcode =
        identity.evidence().account().idp().equals(Optional.of(PASSCODE_PROVIDER))
            && signInAddresses(identity.profile()).stream().allMatch(mail::equals);
    return passcode
        ? Optional.of(new ProvenMailbox(mail, MailboxEvidence.ONE_TIME_PASSCODE))
        : Optional.empty();
  }

  /** Where the code went, when the sign-in name says it: it has to be the same address. */
  private static List<EmailAddress> signInAddresses(Profile profile) {
    return profile
        .signInName()
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.contains(GUEST_MARK))
        .map(
            name ->
                name.startsWith(PASSCODE_PREFIX) ? name.substring(PASSCODE_PREFIX.length()) : name)
        .flatMap(EmailAddress::parse)
        .stream()
        .toList();
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[mailbox " + evidence + "]";
  }
}

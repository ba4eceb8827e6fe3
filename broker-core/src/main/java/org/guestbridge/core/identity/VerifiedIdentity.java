package org.guestbridge.core.identity;

import java.util.Map;

/**
 * A person as a verifier attested them. A function that takes this type cannot be handed unchecked
 * data: an architecture rule names the only packages that may call {@link #attested}.
 */
public final class VerifiedIdentity {

  private final Evidence evidence;
  private final UpstreamSubject subject;
  private final AccountProof account;
  private final Profile profile;

  private VerifiedIdentity(Evidence evidence, UpstreamSubject subject, Profile profile) {
    this.evidence = evidence;
    this.subject = subject;
    this.account = evidence.account().prove();
    this.profile = profile;
  }

  /**
   * States that {@code evidence} was verified and that {@code subject} and {@code profile} were
   * read from exactly the verified bytes.
   */
  public static VerifiedIdentity attested(
      Evidence evidence, UpstreamSubject subject, Profile profile) {
    return new VerifiedIdentity(evidence, subject, profile);
  }

  /** How the identity was proven. */
  public Evidence evidence() {
    return evidence;
  }

  /** The immutable key. */
  public UpstreamSubject subject() {
    return subject;
  }

  /** Whose account it is, proven once. */
  public AccountProof account() {
    return account;
  }

  /** What is known about the person. */
  public Profile profile() {
    return profile;
  }

  /** The same identity with the names of groups that it names by id. */
  public VerifiedIdentity withGroupNames(Map<String, String> names) {
    return new VerifiedIdentity(evidence, subject, profile.withGroupNames(names));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[identity " + account.kind() + "]";
  }
}

package org.guestbridge.core.mail;

/** How it is known that a mailbox is the person's. */
public enum MailboxEvidence {
  /**
   * The person signed in with a code that Entra sent to the address (learn.microsoft.com, "Email
   * one-time passcode authentication").
   */
  ONE_TIME_PASSCODE,
  /**
   * The identity provider vouches for the address: Entra by {@code xms_edov}, the domain's owner is
   * verified (learn.microsoft.com, "Migrate away from using email claims"); another OpenID provider
   * by {@code email_verified}.
   */
  VERIFIED_BY_PROVIDER,
  /** An administrator said so. Their word stays until an administrator takes it back. */
  ADMINISTRATOR
}

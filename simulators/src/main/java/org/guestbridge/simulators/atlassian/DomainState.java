package org.guestbridge.simulators.atlassian;

/** What the organization may do with the accounts of an e-mail domain. */
public enum DomainState {
  /** Verified, and its accounts are claimed: they are managed and log in through SAML. */
  VERIFIED,
  /** Verified, but no account of it is claimed: they stay unmanaged. */
  VERIFIED_UNCLAIMED,
  /** Not this organization's domain; also the state of any domain that is not listed. */
  UNVERIFIED
}

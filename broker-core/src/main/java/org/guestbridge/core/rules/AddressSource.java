package org.guestbridge.core.rules;

/** Where a pass-through rule takes an employee's address from: claims the tenant itself writes. */
public enum AddressSource {
  /** The claim {@code upn}. */
  UPN,
  /** The one address of the claim {@code verified_primary_email} on a pass-through domain. */
  VERIFIED_PRIMARY_EMAIL
}

package org.guestbridge.simulators.atlassian;

import java.util.Optional;

/**
 * An Atlassian account.
 *
 * @param accountId immutable id
 * @param email primary address, unique without regard to case
 * @param internalId the unchanging id of the identity provider by which the account is linked
 * @param managed true when the organization owns the account
 * @param active false once deactivated
 * @param singleSignOn true when the account's authentication policy enforces single sign-on
 */
public record Account(
    String accountId,
    String email,
    Optional<String> internalId,
    String givenName,
    String surname,
    boolean managed,
    boolean active,
    boolean singleSignOn) {

  public Account withEmail(String value) {
    return new Account(
        accountId, value, internalId, givenName, surname, managed, active, singleSignOn);
  }

  public Account withInternalId(String value) {
    return new Account(
        accountId, email, Optional.of(value), givenName, surname, managed, active, singleSignOn);
  }

  public Account withNames(String given, String family) {
    return new Account(accountId, email, internalId, given, family, managed, active, singleSignOn);
  }

  public Account withActive(boolean value) {
    return new Account(
        accountId, email, internalId, givenName, surname, managed, value, singleSignOn);
  }

  /** The account as the organization owns it, under the policy that enforces single sign-on. */
  public Account claimed() {
    return new Account(accountId, email, internalId, givenName, surname, true, active, true);
  }

  public Account withSingleSignOn(boolean value) {
    return new Account(accountId, email, internalId, givenName, surname, managed, active, value);
  }
}

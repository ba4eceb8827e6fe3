package org.guestbridge.simulators.atlassian;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Finds, renames or creates the account of a verified assertion: by internal id first, then by
 * address, then at login. Every login overwrites the names.
 */
final class AccountLinking {
  /** The account after the login and how it was found. */
  record Result(Account account, Linking linking) {}

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,253}");

  private final Organization organization;
  private final Accounts accounts;
  private final Switches switches;

  AccountLinking(Organization organization) {
    this.organization = organization;
    this.accounts = organization.accounts();
    this.switches = organization.switches();
  }

  Result link(ReadAssertion assertion, Optional<String> expectedEmail) throws LoginRefused {
    String email = assertion.nameId();
    if (!EMAIL.matcher(email).matches()) {
      throw new LoginRefused(
          LoginFailure.NAME_ID_NOT_EMAIL,
          "We were expecting an email address as the Name Id, but we got " + email);
    }
    Optional<String> internalId = internalId(assertion);
    // Two logins of one new person must not both create an account.
    synchronized (accounts) {
      Optional<Account> known = internalId.flatMap(accounts::findByInternalId);
      requireExpected(expectedEmail, email, known);
      return known.isPresent()
          ? loginOfKnown(known.get(), assertion)
          : loginOfUnknown(internalId, assertion);
    }
  }

  private Optional<String> internalId(ReadAssertion assertion) throws LoginRefused {
    if (!switches.isOn(Switch.HONOUR_INTERNAL_ID)) {
      return Optional.empty();
    }
    Optional<String> internalId = assertion.internalId(switches);
    if (internalId.isEmpty() && switches.isOn(Switch.REQUIRE_INTERNAL_ID)) {
      throw new LoginRefused(
          LoginFailure.INTERNAL_ID_MISSING, "We were expecting a user ID, but didn't get one");
    }
    return internalId.or(() -> Optional.of(assertion.nameId()));
  }

  /** Who began with one account must not end in another; a rename of that account is no other. */
  private void requireExpected(Optional<String> expected, String email, Optional<Account> known)
      throws LoginRefused {
    if (expected.isEmpty() || sameEmail(expected.get(), email)) {
      return;
    }
    if (known.isEmpty() || !sameEmail(known.get().email(), expected.get())) {
      throw new LoginRefused(
          LoginFailure.EXPECTED_OTHER_ACCOUNT,
          "The authenticated email address we expected was '"
              + expected.get()
              + "', but we received '"
              + email
              + "'");
    }
  }

  private Result loginOfKnown(Account account, ReadAssertion assertion) throws LoginRefused {
    String email = assertion.nameId();
    requireUsable(account);
    if (sameEmail(account.email(), email)) {
      requireVerified(email);
      return done(account, assertion, Linking.BY_INTERNAL_ID, same -> same);
    }
    boolean free =
        accounts
            .findByEmail(email)
            .map(other -> other.accountId().equals(account.accountId()))
            .orElse(true);
    if (!free || organization.domainOf(email) != DomainState.VERIFIED) {
      throw new LoginRefused(
          LoginFailure.RENAME_FAILED, free ? "domain is not verified" : "address is taken");
    }
    return done(account, assertion, Linking.RENAMED, renamed -> renamed.withEmail(email));
  }

  private Result loginOfUnknown(Optional<String> internalId, ReadAssertion assertion)
      throws LoginRefused {
    String email = assertion.nameId();
    requireVerified(email);
    Optional<Account> found = accounts.findByEmail(email);
    if (found.isEmpty()) {
      return create(internalId, assertion);
    }
    Account account = found.get();
    if (!sameEmail(account.email(), email)) {
      throw new LoginRefused(
          LoginFailure.EMAIL_CASE_DIFFERS, "the account's address differs in case");
    }
    requireUsable(account);
    if (internalId.isEmpty()) {
      return done(account, assertion, Linking.BY_EMAIL, same -> same);
    }
    Linking linking =
        account.internalId().isPresent() ? Linking.RELINKED_BY_EMAIL : Linking.LINKED_BY_EMAIL;
    return done(account, assertion, linking, linked -> linked.withInternalId(internalId.get()));
  }

  private Result create(Optional<String> internalId, ReadAssertion assertion) throws LoginRefused {
    for (Switch condition :
        new Switch[] {
          Switch.AUTOMATIC_DOMAIN_CLAIM, Switch.DIRECTORY_LINKED, Switch.DEFAULT_POLICY_ENFORCES_SSO
        }) {
      if (!switches.isOn(condition)) {
        throw new LoginRefused(LoginFailure.JIT_NOT_POSSIBLE, condition + " is off");
      }
    }
    Optional<String> given = assertion.value(ReadAssertion.GIVEN_NAME);
    Optional<String> surname = assertion.value(ReadAssertion.SURNAME);
    if (given.isEmpty() || surname.isEmpty()) {
      throw new LoginRefused(LoginFailure.JIT_NAMES_MISSING, "givenname and surname are mandatory");
    }
    Account account = accounts.add(assertion.nameId(), internalId, given.get(), surname.get());
    return new Result(account, Linking.CREATED);
  }

  private Result done(
      Account account, ReadAssertion assertion, Linking linking, UnaryOperator<Account> change) {
    String given = assertion.value(ReadAssertion.GIVEN_NAME).orElse(account.givenName());
    String surname = assertion.value(ReadAssertion.SURNAME).orElse(account.surname());
    Account after =
        accounts.change(
            account.accountId(), before -> change.apply(before).withNames(given, surname));
    return new Result(after, linking);
  }

  private static void requireUsable(Account account) throws LoginRefused {
    if (!account.active()) {
      throw new LoginRefused(LoginFailure.ACCOUNT_DEACTIVATED, "the account is deactivated");
    }
    if (!account.singleSignOn()) {
      throw new LoginRefused(
          LoginFailure.POLICY_WITHOUT_SSO, "the account's policy does not enforce SSO");
    }
  }

  private void requireVerified(String email) throws LoginRefused {
    DomainState state = organization.domainOf(email);
    if (state != DomainState.VERIFIED) {
      throw new LoginRefused(LoginFailure.DOMAIN_NOT_VERIFIED, "the domain is " + state);
    }
  }

  private boolean sameEmail(String one, String other) {
    return switches.isOn(Switch.CASE_SENSITIVE_EMAIL)
        ? one.equals(other)
        : one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }
}

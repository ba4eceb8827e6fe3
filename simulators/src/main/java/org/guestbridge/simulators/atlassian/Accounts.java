package org.guestbridge.simulators.atlassian;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The accounts of the organization. Addresses are unique without regard to case, internal ids are
 * unique; no account is ever deleted. Safe for use by several threads.
 */
public final class Accounts {
  private final Map<String, Account> byId = new LinkedHashMap<>();
  private final Map<String, String> idByEmail = new HashMap<>();
  private final Map<String, String> idByInternalId = new HashMap<>();

  Accounts() {}

  public synchronized List<Account> all() {
    return new ArrayList<>(byId.values());
  }

  public synchronized int size() {
    return byId.size();
  }

  /** The account with this address, whatever its case. */
  public synchronized Optional<Account> findByEmail(String email) {
    return Optional.ofNullable(idByEmail.get(key(email))).map(byId::get);
  }

  public synchronized Optional<Account> findByInternalId(String internalId) {
    return Optional.ofNullable(idByInternalId.get(internalId)).map(byId::get);
  }

  /**
   * Adds a managed, active account whose policy enforces single sign-on.
   *
   * @throws IllegalArgumentException when the address or the internal id is taken
   */
  public synchronized Account add(
      String email, Optional<String> internalId, String givenName, String surname) {
    Account account =
        new Account(
            "712020:" + UUID.randomUUID(), email, internalId, givenName, surname, true, true, true);
    store(account);
    return account;
  }

  /**
   * Adds an active account that no organization owns; its person sets a password of their own.
   *
   * @throws IllegalArgumentException when the address is taken
   */
  public synchronized Account addUnmanaged(String email, String givenName, String surname) {
    Account account =
        new Account(
            "712020:" + UUID.randomUUID(),
            email,
            Optional.empty(),
            givenName,
            surname,
            false,
            true,
            false);
    store(account);
    return account;
  }

  public synchronized Optional<Account> find(String accountId) {
    return Optional.ofNullable(byId.get(accountId));
  }

  /**
   * Changes an account.
   *
   * @throws IllegalArgumentException when there is none, or its new address or id is another's
   */
  public synchronized Account change(String accountId, UnaryOperator<Account> change) {
    Account before = byId.get(accountId);
    if (before == null) {
      throw new IllegalArgumentException("no account " + accountId);
    }
    Account after = change.apply(before);
    if (!after.accountId().equals(accountId)) {
      throw new IllegalArgumentException("an account id is immutable");
    }
    forget(before);
    try {
      store(after);
    } catch (IllegalArgumentException taken) {
      store(before);
      throw taken;
    }
    return after;
  }

  synchronized void clear() {
    byId.clear();
    idByEmail.clear();
    idByInternalId.clear();
  }

  private void store(Account account) {
    if (idByEmail.containsKey(key(account.email()))) {
      throw new IllegalArgumentException("the address is another account's");
    }
    if (account.internalId().map(idByInternalId::containsKey).orElse(false)) {
      throw new IllegalArgumentException("the internal id is another account's");
    }
    byId.put(account.accountId(), account);
    idByEmail.put(key(account.email()), account.accountId());
    account.internalId().ifPresent(id -> idByInternalId.put(id, account.accountId()));
  }

  private void forget(Account account) {
    idByEmail.remove(key(account.email()));
    account.internalId().ifPresent(idByInternalId::remove);
  }

  private static String key(String email) {
    return email.toLowerCase(Locale.ROOT);
  }
}

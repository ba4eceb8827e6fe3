package org.guestbridge.core.rules;

import java.util.Optional;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;

/** What a rule does with a person it matches. */
public sealed interface Action {

  /**
   * Gives an external person an alias, through the registry.
   *
   * @param local makes the wished local part; sanitised by the registry's naming
   * @param domain one of the realm's alias domains, at most 189 characters, so that every local
   *     part fits into an address of 254
   * @param onCollision what to do when the alias is taken
   */
  record GiveAlias(Template local, DomainName domain, OnCollision onCollision) implements Action {

    /** Longest alias domain, in characters. */
    public static final int MAX_DOMAIN_LENGTH =
        EmailAddress.MAX_LENGTH - 1 - EmailAddress.MAX_LOCAL_LENGTH;

    public GiveAlias {
      if (domain.value().length() > MAX_DOMAIN_LENGTH) {
        throw new IllegalArgumentException("an alias domain has at most 189 characters");
      }
    }
  }

  /**
   * Lets an internal person keep the address that the tenant gave.
   *
   * @param address where it stands
   */
  record PassThrough(AddressSource address) implements Action {}

  /**
   * Refuses the person.
   *
   * @param message the sentence the person reads, 1 to 500 characters without control characters;
   *     empty for the usual one
   */
  record Refuse(Optional<String> message) implements Action {

    /** Longest message, in characters. */
    public static final int MAX_MESSAGE_LENGTH = 500;

    public Refuse {
      message.ifPresent(Refuse::check);
    }

    private static void check(String message) {
      if (message.isBlank()
          || message.length() > MAX_MESSAGE_LENGTH
          || message.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "a message has 1 to 500 characters and no control characters");
      }
    }
  }
}

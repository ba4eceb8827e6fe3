package org.guestbridge.core.rules;

import org.guestbridge.core.text.DomainName;

/**
 * The alias that a rule asks for, before the registry decides.
 *
 * @param wishedLocal what the template made; not sanitised, may be empty, at most 1,024 characters
 * @param domain one of the realm's alias domains
 * @param onCollision what to do when it is taken
 */
public record AliasRequest(String wishedLocal, DomainName domain, OnCollision onCollision) {

  /** Redacted: the wished local part is personal data. */
  @Override
  public String toString() {
    return "[alias on " + domain + "]";
  }
}

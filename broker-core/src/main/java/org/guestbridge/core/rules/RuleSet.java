package org.guestbridge.core.rules;

import org.guestbridge.core.identity.VerifiedIdentity;

/** Stand-in until the rules are merged. */
public interface RuleSet {

  /** What the rules say about {@code identity}. */
  Decision decide(VerifiedIdentity identity);

  /** Which version of the rules this is, in hexadecimal characters. */
  String digest();
}

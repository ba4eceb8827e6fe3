package org.guestbridge.core.broker;

import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.VerifiedIdentity;

/** The policy on changed humans, by upstream and kind of account. */
@FunctionalInterface
public interface ChangedHumanPolicies {

  /**
   * The policy for accounts of {@code kind} that come from {@code upstream}.
   *
   * @param upstream the name of the upstream in the realm file
   * @param kind internal or external
   */
  ChangedHumanPolicy of(String upstream, AccountKind kind);

  /** The policy for {@code identity}. */
  default ChangedHumanPolicy of(VerifiedIdentity identity) {
    return of(identity.evidence().upstream(), identity.account().kind());
  }

  /**
   * Externals are held. Internals are audited, since the tenant's own administrators rename their
   * people and a re-used object id does not occur.
   */
  static ChangedHumanPolicies defaults() {
    return (upstream, kind) ->
        kind == AccountKind.INTERNAL ? ChangedHumanPolicy.AUDIT : ChangedHumanPolicy.HOLD;
  }
}

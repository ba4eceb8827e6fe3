package org.guestbridge.core.broker;

import org.guestbridge.core.identity.AccountKind;

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

  /**
   * Externals are held. Internals are audited, since the tenant's own administrators rename their
   * people and a re-used object id does not occur.
   */
  static ChangedHumanPolicies defaults() {
    return (upstream, kind) ->
        kind == AccountKind.INTERNAL ? ChangedHumanPolicy.AUDIT : ChangedHumanPolicy.HOLD;
  }
}

package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.Decision;

/**
 * What the rules' decision comes to once it is checked against the kind of account: a second lock
 * behind the rules, which make the same checks.
 */
sealed interface Screening {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Granted, T> granted, Function<Denied, T> denied) {
    return this instanceof Granted screening
        ? granted.apply(screening)
        : denied.apply((Denied) this);
  }

  /** The registry is to be asked. */
  record Granted(Grant grant) implements Screening {}

  /** The person is refused, whatever the registry holds. */
  record Denied(Code code, Optional<String> rule, Optional<String> message) implements Screening {}

  /** Screens {@code decision} about {@code identity}. */
  static Screening of(VerifiedIdentity identity, Decision decision) {
    Optional<Code> unproven = identity.account().refusal();
    if (unproven.isPresent()) {
      return new Denied(unproven.get(), Optional.empty(), Optional.empty());
    }
    AccountKind kind = identity.account().kind();
    return decision.fold(
        alias -> granted(Grant.Alias.of(alias), kind, Code.ALIAS_FOR_INTERNAL),
        own -> granted(Grant.PassThrough.of(own), kind, Code.PASS_THROUGH_NOT_INTERNAL),
        refuse -> new Denied(refuse.code(), refuse.rule(), refuse.message()));
  }

  private static Screening granted(Grant grant, AccountKind kind, Code otherwise) {
    return kind == grant.account()
        ? new Granted(grant)
        : new Denied(otherwise, Optional.of(grant.rule()), Optional.empty());
  }
}

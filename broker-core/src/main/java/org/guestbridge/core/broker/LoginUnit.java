package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.alias.Origin;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.core.text.EmailAddress;

/**
 * The one unit of work of a login: the transaction is used up, the binding made or read and
 * checked, and the release audited, or nothing at all.
 */
final class LoginUnit {

  static final String ACTOR = "login";

  private static final int DIGEST_LENGTH = 16;

  private final Unit unit;
  private final AliasRegistry registry;
  private final LoginAttempt attempt;
  private final Terms terms;
  private final Fingerprint now;
  private final RouteDesk routes;

  LoginUnit(Unit unit, LoginAttempt attempt, Terms terms) {
    this.unit = unit;
    this.registry = unit.aliases();
    this.attempt = attempt;
    this.terms = terms;
    this.now = Fingerprint.of(attempt.identity());
    this.routes =
        new RouteDesk(unit, terms.mail(), terms.domains().alias(), attempt.correlationId(), ACTOR);
  }

  LoginStep run() {
    if (!unit.consume(attempt.transaction())) {
      return refuse(Code.TRANSACTION_USED, Optional.empty(), false);
    }
    UpstreamSubject subject = attempt.identity().subject();
    return registry.find(subject).map(this::proceed).orElseGet(() -> bind(subject));
  }

  private LoginStep bind(UpstreamSubject subject) {
    return given(
        terms.grant().bind(registry, subject, now, Origin.LOGIN),
        Optional.empty(),
        bound -> bound.created() ? created(bound.binding()) : proceed(bound.binding()));
  }

  /** Goes on with who was given an address. Who was not is refused, but not held for it. */
  private LoginStep given(
      BindOutcome outcome, Optional<UUID> known, Function<BindOutcome.Bound, LoginStep> next) {
    return outcome.fold(
        next,
        () -> refuse(Code.ALIAS_TAKEN, known, false),
        () -> refuse(Code.ALIAS_EXHAUSTED, known, false),
        () -> refuse(Code.ADDRESS_BOUND_TO_OTHER, known, false));
  }

  private LoginStep created(Binding binding) {
    changed(binding, BindingChange.CREATED);
    return release(binding);
  }

  private LoginStep proceed(Binding binding) {
    return BindingVerdict.on(binding, terms, now)
        .fold(
            proceed -> update(binding, proceed),
            () -> convert(binding),
            refuse -> refuse(refuse.code(), Optional.of(binding.id()), refuse.hold()));
  }

  private LoginStep update(Binding binding, BindingVerdict.Proceed proceed) {
    if (proceed.remember()) {
      registry.remember(binding.id(), now);
      changed(
          binding,
          binding.provisional() ? BindingChange.CONFIRMED : BindingChange.FINGERPRINT_CHANGED);
    }
    return proceed
        .moveTo()
        .map(address -> move(binding, address))
        .orElseGet(() -> release(binding));
  }

  /** Where mail went is forgotten: a former alias gets none, and a new one needs its own proof. */
  private LoginStep convert(Binding binding) {
    return given(
        terms.grant().convert(registry, binding.id(), now),
        Optional.of(binding.id()),
        bound -> {
          unit.mailRoutes().forget(binding.id());
          changed(bound.binding(), BindingChange.CONVERTED);
          return release(bound.binding());
        });
  }

  private LoginStep move(Binding binding, EmailAddress address) {
    BindOutcome outcome = registry.changeAddress(binding.id(), address);
    if (outcome instanceof BindOutcome.Bound moved) {
      changed(binding, BindingChange.ADDRESS_CHANGED);
      return release(moved.binding());
    }
    return refuse(Code.ADDRESS_BOUND_TO_OTHER, Optional.of(binding.id()), true);
  }

  /** Without a mail route the person is bound, so that a mailbox can be named, and refused. */
  private LoginStep release(Binding binding) {
    Optional<Code> objection =
        routes
            .objection(binding, attempt.identity())
            .filter(
                code -> code != Code.MAIL_BOUNCED && terms.mail().routing().isRequiredToSignIn())
            .filter(code -> !isDesired(binding));
    return objection
        .<LoginStep>map(
            code ->
                new LoginStep.Refused(
                    code,
                    Optional.of(terms.grant().rule()),
                    Optional.of(binding.id()),
                    Optional.empty()))
        .orElseGet(() -> released(binding));
  }

  private boolean isDesired(Binding binding) {
    return binding
        .address()
        .filter(address -> unit.outbox().isDesired(binding.id(), address))
        .isPresent();
  }

  private LoginStep released(Binding binding) {
    ReleasedNames names = terms.grant().names();
    unit.audit(
        new AuditEvent.Released(
            attempt.correlationId(),
            binding.id(),
            attempt.identity().evidence().upstream(),
            attempt.downstream(),
            terms.grant().rule(),
            terms.ruleSetDigest().substring(0, DIGEST_LENGTH),
            unit.namesDigest(binding.id(), names.givenName(), names.surname())));
    return new LoginStep.Released(
        ReleasedIdentity.of(BoundAddress.of(binding), names, terms.grant().groups()));
  }

  private LoginStep refuse(Code code, Optional<UUID> binding, boolean hold) {
    unit.rollBack();
    Optional<UUID> toHold = hold ? binding : Optional.empty();
    return new LoginStep.Refused(code, Optional.of(terms.grant().rule()), binding, toHold);
  }

  private void changed(Binding binding, BindingChange change) {
    unit.audit(new AuditEvent.BindingChanged(attempt.correlationId(), binding.id(), change, ACTOR));
    unit.plans().markDueBySubject(attempt.identity().subject());
  }
}

package org.guestbridge.core.broker;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.Decision;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** Tells what a login would come to, from the same decision and the same verdict, read-only. */
final class Explainer {

  private final Ledger ledger;
  private final RealmId realm;
  private final Supplier<RuleSet> rules;
  private final ChangedHumanPolicies policies;
  private final MailTerms mail;
  private final GroupNaming groupNaming;

  Explainer(
      Ledger ledger,
      RealmId realm,
      Supplier<RuleSet> rules,
      ChangedHumanPolicies policies,
      MailTerms mail,
      GroupNaming groupNaming) {
    this.ledger = ledger;
    this.realm = realm;
    this.rules = rules;
    this.policies = policies;
    this.mail = mail;
    this.groupNaming = groupNaming;
  }

  Explanation explain(VerifiedIdentity supposed) {
    RuleSet current = rules.get();
    VerifiedIdentity identity = groupNaming.named(supposed, current);
    Decision decision = current.decide(identity);
    Screening screening = Screening.of(identity, decision);
    return ledger.inUnit(realm, unit -> explain(unit, identity, current, decision, screening));
  }

  private Explanation explain(
      Unit unit,
      VerifiedIdentity identity,
      RuleSet current,
      Decision decision,
      Screening screening) {
    AliasRegistry registry = unit.aliases();
    Optional<Binding> binding = registry.peek(identity.subject());
    List<Explanation.Candidate> candidates =
        binding.filter(found -> !found.awaitsConversion()).isPresent()
            ? List.of()
            : screening.fold(
                granted -> candidates(registry, identity, granted.grant(), binding),
                denied -> List.of());
    Explanation.Outcome outcome =
        screening.fold(
            granted ->
                withRoute(
                    unit,
                    identity,
                    terms(identity, granted, current),
                    binding,
                    binding
                        .map(
                            found ->
                                known(
                                    registry,
                                    identity,
                                    terms(identity, granted, current),
                                    found,
                                    candidates))
                        .orElseGet(() -> given(granted.grant(), candidates))),
            denied -> new Explanation.Refusal(denied.code(), denied.message(), false));
    return new Explanation(identity.account(), decision, binding, candidates, outcome);
  }

  /** The outcome, unless the person would be released and only a mail route is missing. */
  private static Explanation.Outcome withRoute(
      Unit unit,
      VerifiedIdentity identity,
      Terms terms,
      Optional<Binding> binding,
      Explanation.Outcome outcome) {
    if (!(outcome instanceof Explanation.Release release)
        || !terms.mail().routing().isRequiredToSignIn()) {
      return outcome;
    }
    boolean told =
        binding.filter(found -> unit.outbox().isDesired(found.id(), release.address())).isPresent();
    return new RouteDesk(unit, terms.mail(), terms.domains().alias(), "explain", LoginUnit.ACTOR)
        .preview(terms.grant().kind(), binding, release.address(), identity)
        .filter(code -> code != Code.MAIL_BOUNCED && !told)
        .<Explanation.Outcome>map(code -> refusal(code, false))
        .orElse(outcome);
  }

  private Terms terms(VerifiedIdentity identity, Screening.Granted granted, RuleSet current) {
    return new Terms(
        granted.grant(), policies.of(identity), current.domains(), mail, current.digest());
  }

  private static List<Explanation.Candidate> candidates(
      AliasRegistry registry, VerifiedIdentity identity, Grant grant, Optional<Binding> binding) {
    return grant.candidates(registry, identity.subject()).stream()
        .map(
            address -> new Explanation.Candidate(address, !isTakenFrom(registry, address, binding)))
        .toList();
  }

  /** What comes of who gets an address: at first sight, and when they are converted. */
  private static Explanation.Outcome given(Grant grant, List<Explanation.Candidate> candidates) {
    return candidates.stream()
        .filter(Explanation.Candidate::free)
        .findFirst()
        .<Explanation.Outcome>map(free -> release(grant, free.address(), true, false))
        .orElseGet(() -> refusal(noneFree(grant), false));
  }

  private static Code noneFree(Grant grant) {
    if (grant instanceof Grant.Alias alias) {
      return alias.request().onCollision() == OnCollision.REFUSE
          ? Code.ALIAS_TAKEN
          : Code.ALIAS_EXHAUSTED;
    }
    return Code.ADDRESS_BOUND_TO_OTHER;
  }

  private static Explanation.Outcome known(
      AliasRegistry registry,
      VerifiedIdentity identity,
      Terms terms,
      Binding binding,
      List<Explanation.Candidate> candidates) {
    return BindingVerdict.on(binding, terms, Fingerprint.of(identity))
        .fold(
            proceed -> proceeding(registry, terms.grant(), binding, proceed),
            () -> given(terms.grant(), candidates),
            refuse -> refusal(refuse.code(), refuse.hold()));
  }

  private static Explanation.Outcome proceeding(
      AliasRegistry registry, Grant grant, Binding binding, BindingVerdict.Proceed proceed) {
    Optional<Binding> own = Optional.of(binding);
    if (proceed.moveTo().filter(to -> isTakenFrom(registry, to, own)).isPresent()) {
      return refusal(Code.ADDRESS_BOUND_TO_OTHER, true);
    }
    EmailAddress address = proceed.moveTo().or(binding::address).orElseThrow();
    return release(grant, address, false, proceed.remember());
  }

  /** Whether the address is taken, and not by the person's own binding. */
  private static boolean isTakenFrom(
      AliasRegistry registry, EmailAddress address, Optional<Binding> binding) {
    boolean own =
        binding.isPresent()
            && registry.holderOf(address).map(Binding::id).equals(binding.map(Binding::id));
    return !own && registry.isTaken(address);
  }

  private static Explanation.Release release(
      Grant grant, EmailAddress address, boolean wouldBind, boolean wouldRemember) {
    return new Explanation.Release(
        address, grant.names(), grant.groups(), wouldBind, wouldRemember);
  }

  private static Explanation.Refusal refusal(Code code, boolean wouldHold) {
    return new Explanation.Refusal(code, Optional.empty(), wouldHold);
  }
}

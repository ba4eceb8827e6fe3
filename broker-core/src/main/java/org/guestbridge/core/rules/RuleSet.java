package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.AccountProof;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/**
 * A realm's rules, compiled. Immutable and safe for any number of threads.
 *
 * <p>The first rule that matches decides; no match refuses. Whatever the rules say, an alias never
 * lies on a pass-through domain, an internal account never gets an alias, and only an internal
 * account keeps an address, which then lies on a pass-through domain.
 */
public final class RuleSet {

  /** Most rules in one set. */
  public static final int MAX_RULES = 1_000;

  private final AddressDomains domains;
  private final List<Rule> rules;
  private final MatcherIndex index;
  private final List<CompiledRule> compiled;
  private final Set<String> loginFirst;
  private final String digest;

  private RuleSet(AddressDomains domains, List<Rule> rules) {
    this.domains = domains;
    this.rules = List.copyOf(rules);
    this.index =
        new MatcherIndex(this.rules.stream().flatMap(rule -> rule.when().stream()).toList());
    this.compiled = this.rules.stream().map(rule -> new CompiledRule(rule, index)).toList();
    this.loginFirst =
        this.rules.stream()
            .filter(Rule::loginFirst)
            .map(Rule::name)
            .collect(Collectors.toUnmodifiableSet());
    this.digest = RuleSetDigest.of(domains, this.rules);
  }

  /**
   * Compiles rules, in the order in which they are tried.
   *
   * @throws IllegalArgumentException when there are more than 1,000 rules, a name stands twice, or
   *     a rule gives aliases on a domain that is not one of the realm's alias domains
   */
  public static RuleSet of(AddressDomains domains, List<Rule> rules) {
    if (rules.size() > MAX_RULES) {
      throw new IllegalArgumentException("more than 1,000 rules");
    }
    Set<String> names = new HashSet<>();
    for (Rule rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException("a rule's name stands twice: " + rule.name());
      }
      if (rule.then() instanceof Action.GiveAlias alias
          && !domains.alias().contains(alias.domain())) {
        throw new IllegalArgumentException("not an alias domain of the realm: " + alias.domain());
      }
    }
    return new RuleSet(domains, rules);
  }

  /** The realm's address domains. */
  public AddressDomains domains() {
    return domains;
  }

  /** The rules, in the order in which they are tried. */
  public List<Rule> rules() {
    return rules;
  }

  /** Whether the rule of that name makes provisioning wait for the person's first login. */
  public boolean isLoginFirst(String rule) {
    return loginFirst.contains(rule);
  }

  /** Whether any rule asks for groups or releases them, so that an incomplete list matters. */
  public boolean readsGroups() {
    return rules.stream()
        .anyMatch(
            rule ->
                !rule.groups().equals(GroupRules.NONE)
                    || rule.when().stream().anyMatch(when -> when instanceof Matcher.Group));
  }

  /** Whether any rule asks for app roles. */
  public boolean readsRoles() {
    return rules.stream()
        .anyMatch(rule -> rule.when().stream().anyMatch(when -> when instanceof Matcher.Role));
  }

  /** Whether any rule asks for the upstream's names of groups, which tokens do not bring. */
  public boolean readsGroupNames() {
    return rules.stream()
        .anyMatch(
            rule ->
                rule.groups().readsNames()
                    || rule.when().stream().anyMatch(RuleSet::readsGroupNames));
  }

  private static boolean readsGroupNames(Matcher matcher) {
    return matcher instanceof Matcher.Text text
        && text.field().equals(new Field.Claim(Profile.GROUP_NAMES));
  }

  /**
   * Names this version of the rules: 64 hexadecimal characters of SHA-256 over a canonical
   * description of the domains and rules.
   */
  public String digest() {
    return digest;
  }

  /** Decides about {@code identity}: a pure function of it and the rules. */
  public Decision decide(VerifiedIdentity identity) {
    AccountProof proof = identity.account();
    if (proof.refusal().isPresent()) {
      return new Decision.Refuse(
          Optional.empty(), proof.refusal().get(), Optional.empty(), List.of());
    }
    FieldReader person = new FieldReader(identity);
    MatcherIndex.Results results = index.resultsFor(person);
    List<RuleTrace> trace = new ArrayList<>();
    for (CompiledRule candidate : compiled) {
      switch (candidate.evaluate(results, trace)) {
        case HOLDS -> {
          return apply(candidate.rule(), person, trace);
        }
        case UNDECIDABLE -> {
          return refuse(candidate.rule(), Code.RULE_VALUE_MISSING, trace);
        }
        case FAILS, ABSENT -> {}
      }
    }
    return new Decision.Refuse(Optional.empty(), Code.RULE_NO_MATCH, Optional.empty(), trace);
  }

  private Decision apply(Rule rule, FieldReader person, List<RuleTrace> trace) {
    if (rule.then() instanceof Action.GiveAlias alias) {
      return giveAlias(rule, alias, person, trace);
    }
    if (rule.then() instanceof Action.PassThrough passThrough) {
      return passThrough(rule, passThrough.address(), person, trace);
    }
    Optional<String> message = ((Action.Refuse) rule.then()).message();
    return new Decision.Refuse(Optional.of(rule.name()), Code.RULE_REFUSED, message, trace);
  }

  private static Decision giveAlias(
      Rule rule, Action.GiveAlias alias, FieldReader person, List<RuleTrace> trace) {
    if (person.account() != AccountKind.EXTERNAL) {
      return refuse(rule, Code.ALIAS_FOR_INTERNAL, trace);
    }
    Optional<String> local = alias.local().evaluate(person);
    if (local.isEmpty()) {
      return refuse(rule, Code.RULE_VALUE_MISSING, trace);
    }
    return new Decision.Alias(
        rule.name(),
        new AliasRequest(local.get(), alias.domain(), alias.onCollision()),
        rule.attributes().names(person),
        rule.groups().released(person.profile().groups().ids(), person.profile().groups().names()),
        trace);
  }

  private Decision passThrough(
      Rule rule, AddressSource source, FieldReader person, List<RuleTrace> trace) {
    if (person.account() != AccountKind.INTERNAL) {
      return refuse(rule, Code.PASS_THROUGH_NOT_INTERNAL, trace);
    }
    List<EmailAddress> addresses = addresses(source, person.profile());
    if (addresses.isEmpty()) {
      return refuse(rule, Code.PASS_THROUGH_ADDRESS_MISSING, trace);
    }
    List<EmailAddress> own =
        addresses.stream()
            .filter(address -> domains.passThrough().contains(address.domain()))
            .distinct()
            .toList();
    if (own.isEmpty()) {
      return refuse(rule, Code.PASS_THROUGH_DOMAIN, trace);
    }
    if (own.size() > 1) {
      return refuse(rule, Code.PASS_THROUGH_ADDRESS_MISSING, trace);
    }
    return new Decision.PassThrough(
        rule.name(),
        own.get(0),
        rule.attributes().names(person),
        rule.groups().released(person.profile().groups().ids(), person.profile().groups().names()),
        trace);
  }

  private static List<EmailAddress> addresses(AddressSource source, Profile profile) {
    return switch (source) {
      case UPN -> profile.upn().stream().toList();
      case VERIFIED_PRIMARY_EMAIL -> profile.verifiedPrimaryEmails();
    };
  }

  private static Decision refuse(Rule rule, Code code, List<RuleTrace> trace) {
    return new Decision.Refuse(Optional.of(rule.name()), code, Optional.empty(), trace);
  }
}

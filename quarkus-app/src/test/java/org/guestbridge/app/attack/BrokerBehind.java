package org.guestbridge.app.attack;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.broker.LoginAttempt;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.memory.InMemoryLedger;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.AddressSource;
import org.guestbridge.core.rules.Matcher;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.Rule;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.rules.Template;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.RealmId;

/**
 * The pipeline behind a connection, with a ledger in memory: employees pass, guests get aliases.
 */
final class BrokerBehind {

  private static final DomainName EMPLOYEES = new DomainName("example.com");
  private static final DomainName GUESTS = new DomainName("guests.example.com");

  private final Instant now;
  private final InMemoryLedger ledger;
  private final Broker broker;
  private int logins;

  BrokerBehind(InstantSource clock) {
    this.now = clock.instant();
    this.ledger = new InMemoryLedger(RegistryKey.of(new byte[32]), clock);
    RuleSet rules = rules();
    this.broker =
        new Broker(
            ledger,
            new RealmId("example"),
            () -> rules,
            ChangedHumanPolicies.defaults(),
            code -> false);
  }

  /** Signs that person in by a transaction of their own. */
  Verdict login(VerifiedIdentity identity) {
    logins++;
    return login(identity, "t" + logins);
  }

  Verdict login(VerifiedIdentity identity, String transaction) {
    OnceMark mark =
        new OnceMark(
            OnceMark.Kind.LOGIN_TRANSACTION,
            "https://sso.example.com",
            transaction,
            now.plusSeconds(600));
    return broker
        .login(new LoginAttempt(identity, mark, "atlassian", "c"))
        .fold(released -> Verdict.ACCEPTED, refused -> Verdict.refused(refused.code()));
  }

  /** Bindings, marks and lines of the audit log. */
  long written() {
    return ledger.everyValue().size();
  }

  private static RuleSet rules() {
    Template template = ((Template.Compiled) Template.compile("{mail.local}")).template();
    return RuleSet.of(
        new AddressDomains(Set.of(EMPLOYEES), Set.of(GUESTS)),
        List.of(
            Rule.of(
                "employees",
                List.of(new Matcher.Account(AccountKind.INTERNAL)),
                new Action.PassThrough(AddressSource.UPN)),
            Rule.of(
                "guests", List.of(), new Action.GiveAlias(template, GUESTS, OnCollision.SUFFIX))));
  }
}

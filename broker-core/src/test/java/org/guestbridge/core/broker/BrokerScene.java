package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.RegistryPerCall;
import org.guestbridge.core.ledger.memory.InMemoryLedger;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** A broker on a ledger in memory, who comes to it, and what it wrote down. */
abstract class BrokerScene {

  static final RealmId REALM = new RealmId("example");
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  static final Visitor JOE = Visitor.guest(1, "joe@partner.example");
  static final Visitor ANN = Visitor.employee(2, "ann@example.com");

  final Ledger ledger = new InMemoryLedger(RegistryKey.of(new byte[32]), InstantSource.fixed(NOW));
  final AliasRegistry registry = new RegistryPerCall(ledger, REALM);
  RuleSet rules = Realm.rules("{mail.local}", OnCollision.SUFFIX);
  ChangedHumanPolicies policies = ChangedHumanPolicies.defaults();
  MailRouting routing = MailRouting.ELSEWHERE;

  /** The alias domains of all realms of the broker. */
  Set<DomainName> aliasDomains = Set.of();

  /** Whether refusals may be audited. */
  boolean permits = true;

  private int logins;

  /** The broker under what holds at this moment. */
  final Broker broker() {
    return new Broker(
        ledger,
        REALM,
        () -> rules,
        policies,
        code -> permits,
        Source.provisioning(routing),
        InstantSource.fixed(NOW),
        () -> aliasDomains);
  }

  final LoginOutcome login(Visitor visitor) {
    return broker().login(attempt(visitor));
  }

  final LoginAttempt attempt(Visitor visitor) {
    return attempt(visitor.identity());
  }

  final LoginAttempt attempt(VerifiedIdentity identity) {
    logins++;
    OnceMark mark =
        new OnceMark(
            OnceMark.Kind.LOGIN_TRANSACTION, "example", "t" + logins, NOW.plusSeconds(600));
    return new LoginAttempt(identity, mark, "atlassian", "c" + logins);
  }

  final AdminCommand command(Visitor visitor) {
    return command(binding(visitor).id());
  }

  static AdminCommand command(UUID binding) {
    return new AdminCommand(binding, "cli", "c");
  }

  final Binding binding(Visitor visitor) {
    return registry.find(visitor.subject()).orElseThrow();
  }

  final List<AuditRecord> audit() {
    return ledger.inUnit(REALM, unit -> unit.auditLog(0, 1000));
  }

  final List<String> auditTypes() {
    return audit().stream().map(AuditRecord::type).toList();
  }

  /** What a channel stores of somebody; the person's id. */
  final UUID store(Channel channel, PersonStatement statement) {
    StoreOutcome<SourcePerson> outcome =
        ledger.inUnit(REALM, unit -> unit.people().insert(channel.name(), statement));
    return ((StoreOutcome.Stored<SourcePerson>) outcome).value().id();
  }

  final UUID store(Channel channel, Visitor visitor) {
    return store(channel, Source.of(visitor));
  }

  final void replace(UUID person, PersonStatement statement) {
    StoreOutcome<SourcePerson> outcome =
        ledger.inUnit(
            REALM,
            unit -> {
              long version = unit.people().lock(person).orElseThrow().version();
              return unit.people().replace(person, version, statement);
            });
    assertThat(outcome).isInstanceOf(StoreOutcome.Stored.class);
  }

  static ReleasedIdentity released(LoginOutcome outcome) {
    assertThat(outcome).isInstanceOf(LoginOutcome.Released.class);
    return ((LoginOutcome.Released) outcome).identity();
  }

  static Code code(LoginOutcome outcome) {
    assertThat(outcome).isInstanceOf(LoginOutcome.Refused.class);
    return ((LoginOutcome.Refused) outcome).code();
  }

  static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }
}

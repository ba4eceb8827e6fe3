package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.memory.InMemoryLedger;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** What must never break, over random realms, identities and orders of administrators. */
final class BrokerPropertyTest {

  private static final List<String> DOMAINS =
      List.of("example.com", "guests.example.com", "partner.example", "a.example.com");

  /** One thing that happens: a login, or an order about the person of that number. */
  record Step(Visitor visitor, int realm, int order) {}

  /** Two realms over one registry; the alias domain is never a pass-through domain. */
  record World(
      String template, OnCollision onCollision, int aliasDomain, ChangedHumanPolicy policy) {

    RuleSet rules() {
      DomainName alias = new DomainName(DOMAINS.get(aliasDomain));
      Set<DomainName> passThrough = new HashSet<>();
      DOMAINS.forEach(domain -> passThrough.add(new DomainName(domain)));
      passThrough.remove(alias);
      return Realm.rules(
          new AddressDomains(passThrough, Set.of(alias)), template, alias, onCollision);
    }
  }

  @Property(tries = 300)
  void addressesWhateverHappensThenStayApartAndWithTheirPeople(
      @ForAll("worlds") World world, @ForAll("steps") List<Step> steps) {
    Ledger ledger =
        new InMemoryLedger(RegistryKey.of(new byte[32]), InstantSource.fixed(Instant.EPOCH));
    RuleSet rules = world.rules();
    ChangedHumanPolicy policy = world.policy();
    List<Broker> brokers =
        List.of(broker(ledger, "one", rules, policy), broker(ledger, "two", rules, policy));
    Map<String, ReleasedIdentity> last = new HashMap<>();
    Set<String> ordered = new HashSet<>();
    Map<EmailAddress, String> holders = new HashMap<>();
    Map<String, UUID> ids = new HashMap<>();
    int count = 0;
    for (Step step : steps) {
      count++;
      Broker broker = brokers.get(step.realm());
      String person = step.realm() + ":" + step.visitor().number();
      administer(broker, step.order(), ids.get(person), person, ordered);
      Explanation foretold = broker.explain(step.visitor().identity());
      LoginOutcome outcome = broker.login(attempt(step.visitor(), count));
      assertThat(outcome instanceof LoginOutcome.Released)
          .isEqualTo(foretold.outcome() instanceof Explanation.Release);
      if (outcome instanceof LoginOutcome.Released released) {
        check(step, released.identity(), rules.domains(), foretold);
        ReleasedIdentity identity = released.identity();
        assertThat(holders.merge(identity.address(), person, (before, now) -> before))
            .isEqualTo(person);
        assertThat(ids.merge(person, identity.internalId(), (before, now) -> before))
            .isEqualTo(identity.internalId());
        ReleasedIdentity before = last.put(person, identity);
        if (before != null && before.kind() != identity.kind()) {
          assertThat(ordered.remove(person)).isTrue();
        } else if (before != null && identity.kind() == BindingKind.ALIAS) {
          assertThat(identity.address()).isEqualTo(before.address());
        }
      }
    }
  }

  private static void check(
      Step step, ReleasedIdentity identity, AddressDomains domains, Explanation foretold) {
    DomainName domain = identity.address().domain();
    AccountKind account = step.visitor().identity().account().kind();
    assertThat(account).isNotEqualTo(AccountKind.UNKNOWN);
    if (account == AccountKind.EXTERNAL) {
      assertThat(domains.passThrough()).doesNotContain(domain);
      assertThat(domains.alias()).contains(domain);
    } else {
      assertThat(domains.passThrough()).contains(domain);
      assertThat(identity.address().value()).isEqualTo(step.visitor().upn());
    }
    assertThat(((Explanation.Release) foretold.outcome()).address()).isEqualTo(identity.address());
  }

  /**
   * Carries an order out.
   *
   * @param ordered who may change between guest and employee
   */
  private static void administer(
      Broker broker, int order, UUID id, String person, Set<String> ordered) {
    if (id == null) {
      return;
    }
    AdminCommand command = new AdminCommand(id, "test", "c");
    switch (order) {
      case 0 -> broker.hold(command);
      case 1, 2 -> {
        if (broker.release(command) instanceof AdminOutcome.Done) {
          ordered.remove(person);
        }
      }
      case 3 -> broker.retire(command);
      case 4 -> broker.erase(command);
      case 5, 6, 7, 8 -> {
        if (broker.convert(command) instanceof AdminOutcome.Done) {
          ordered.add(person);
        }
      }
      default -> {}
    }
  }

  private static Broker broker(
      Ledger ledger, String realm, RuleSet rules, ChangedHumanPolicy policy) {
    return new Broker(
        ledger, new RealmId(realm), () -> rules, (upstream, kind) -> policy, code -> true);
  }

  private static LoginAttempt attempt(Visitor visitor, int count) {
    OnceMark mark =
        new OnceMark(OnceMark.Kind.LOGIN_TRANSACTION, "realm", "t" + count, Instant.EPOCH);
    return new LoginAttempt(visitor.identity(), mark, "atlassian", "c" + count);
  }

  @Provide
  Arbitrary<World> worlds() {
    return Combinators.combine(
            Arbitraries.of("{mail.local}", "{mail.local}_{mail.domain}", "guest", "ann"),
            Arbitraries.of(OnCollision.class),
            Arbitraries.integers().between(0, DOMAINS.size() - 1),
            Arbitraries.of(ChangedHumanPolicy.class))
        .as(World::new);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> addresses =
        Combinators.combine(Arbitraries.of("joe", "ann", "guest"), Arbitraries.of(DOMAINS))
            .as((local, domain) -> local + "@" + domain);
    Arbitrary<Optional<String>> idps =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(Optional.of(Visitor.OWN_IDP))),
            Tuple.of(4, Arbitraries.just(Optional.of(Visitor.PARTNER_IDP))),
            Tuple.of(1, Arbitraries.just(Optional.<String>empty())));
    Arbitrary<Visitor> visitors =
        Combinators.combine(
                Arbitraries.integers().between(0, 4), idps, addresses, addresses, addresses)
            .as(Visitor::new);
    return Combinators.combine(
            visitors, Arbitraries.integers().between(0, 1), Arbitraries.integers().between(0, 19))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}

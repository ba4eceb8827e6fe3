package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.memory.InMemoryLedger;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.PersonFilter;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** What holds when logins, provisioning clients, planners and administrators come in any order. */
final class ProvisionPropertyTest {

  private static final RealmId REALM = new RealmId("example");
  private static final List<Channel> CHANNELS = List.of(Source.GUESTS, Source.STAFF);

  /** One thing that happens to one person on one of two nodes. */
  record Step(int node, int number, int what, int variant) {

    Visitor visitor() {
      Visitor person =
          number % 2 == 0
              ? Visitor.guest(number, "person" + number / 4 + "@partner.example")
              : Visitor.employee(number, "person" + number / 4 + "@example.com");
      return switch (variant) {
        case 0 -> person.withMail("other@partner.example");
        case 1 -> person.withMail("other@partner.example").withSignInName("other@partner.example");
        case 2 -> person.withUpn("renamed@example.com");
        case 3 -> person.withIdp(Optional.of(Visitor.PARTNER_IDP));
        default -> person;
      };
    }
  }

  private final Ledger ledger =
      new InMemoryLedger(RegistryKey.of(new byte[32]), InstantSource.fixed(Instant.EPOCH));
  private RuleSet rules = Realm.rules("{mail.local}", OnCollision.SUFFIX);
  private int count;

  @Property(tries = 300)
  void everybodyWhateverHappensThenHasOneAddressAndTheDirectoryAgrees(
      @ForAll("steps") List<Step> steps) {
    ProvisionPropertyTest world = new ProvisionPropertyTest();
    List<Broker> nodes = List.of(world.broker(), world.broker());
    Map<UUID, EmailAddress> aliases = new HashMap<>();
    for (Step step : steps) {
      world.happen(nodes.get(step.node()), step);
      world.addressesStay(aliases);
    }
    world.planEverybody(nodes.get(0));
    world.directoryAgrees();
  }

  private Broker broker() {
    return new Broker(
        ledger,
        REALM,
        () -> rules,
        ChangedHumanPolicies.defaults(),
        code -> true,
        Source.provisioning(MailRouting.ELSEWHERE),
        InstantSource.fixed(Instant.EPOCH));
  }

  private void happen(Broker node, Step step) {
    Visitor visitor = step.visitor();
    switch (step.what()) {
      case 0, 1 -> login(node, visitor);
      case 2, 3 -> store(visitor, step.number(), true);
      case 4 -> store(visitor, step.number(), false);
      case 5 -> person(step.number()).ifPresent(this::remove);
      case 6, 7, 8 -> node.takeDue(1, Duration.ofSeconds(1)).forEach(node::provision);
      case 9 -> administer(visitor, node::hold);
      case 10 -> administer(visitor, node::release);
      case 11 -> administer(visitor, node::retire);
      case 12 -> rules = Realm.refusing("No.");
      default -> rules = Realm.rules("{mail.local}", OnCollision.SUFFIX);
    }
  }

  private void login(Broker node, Visitor visitor) {
    count++;
    OnceMark mark =
        new OnceMark(OnceMark.Kind.LOGIN_TRANSACTION, "realm", "t" + count, Instant.EPOCH);
    LoginOutcome outcome =
        node.login(new LoginAttempt(visitor.identity(), mark, "atlassian", "c" + count));
    if (outcome instanceof LoginOutcome.Released) {
      assertThat(binding(visitor).orElseThrow().provisional()).isFalse();
    }
  }

  private void store(Visitor visitor, int number, boolean active) {
    String channel = CHANNELS.get(number % 2).name();
    PersonStatement statement = Source.of(visitor, Source.objectId(visitor), active);
    Optional<SourcePerson> there = person(number);
    ledger.inUnit(
        REALM,
        unit ->
            there
                .map(person -> unit.people().replace(person.id(), person.version(), statement))
                .orElseGet(() -> unit.people().insert(channel, statement)));
  }

  private Optional<SourcePerson> person(int number) {
    PersonFilter filter =
        new PersonFilter(
            Optional.empty(), Optional.of("user" + number), Optional.empty(), Optional.empty());
    List<SourcePerson> found =
        ledger.inUnit(
            REALM, unit -> unit.people().list(CHANNELS.get(number % 2).name(), filter, 0, 1));
    return found.stream().findFirst();
  }

  private void remove(SourcePerson person) {
    ledger.<Boolean>inUnit(REALM, unit -> unit.people().remove(person.id()));
  }

  private void administer(Visitor visitor, Consumer<AdminCommand> order) {
    binding(visitor).ifPresent(found -> order.accept(new AdminCommand(found.id(), "test", "c")));
  }

  private Optional<Binding> binding(Visitor visitor) {
    return ledger.inUnit(REALM, unit -> unit.aliases().find(visitor.subject()));
  }

  /** One binding for each subject, no address of two, and no alias that ever changes. */
  private void addressesStay(Map<UUID, EmailAddress> aliases) {
    List<Binding> all = ledger.inUnit(REALM, unit -> unit.aliases().list(Optional.empty(), 100));
    assertThat(all).extracting(Binding::subject).doesNotHaveDuplicates();
    assertThat(all).extracting(Binding::address).doesNotHaveDuplicates();
    for (Binding binding : all) {
      if (binding.kind() == BindingKind.ALIAS) {
        EmailAddress address = binding.address().orElseThrow();
        assertThat(aliases.merge(binding.id(), address, (before, now) -> before))
            .isEqualTo(address);
      }
    }
  }

  private void planEverybody(Broker node) {
    for (int round = 0; round < 50; round++) {
      while (node.markOutdated(Optional.empty(), 100).isPresent()) {
        // Until nobody is left.
      }
      List<UUID> due = ledger.inUnit(REALM, unit -> unit.plans().take(100, Duration.ZERO));
      if (due.isEmpty()) {
        return;
      }
      due.forEach(node::provision);
    }
    throw new AssertionError("planning does not come to an end");
  }

  /**
   * Exactly the active bindings of people who are provided are active there, as in the registry.
   */
  private void directoryAgrees() {
    List<SourcePerson> provided =
        ledger.inUnit(REALM, unit -> unit.plans().list(PlanState.PROVIDED, Optional.empty(), 100));
    List<Optional<UUID>> theirs =
        provided.stream().map(person -> person.plan().bindingId()).toList();
    assertThat(theirs).doesNotHaveDuplicates();
    List<Delivery> accounts =
        ledger.inUnit(
            REALM,
            unit ->
                unit.outbox()
                    .list("cloud", DeliveryKind.USER, Optional.empty(), Optional.empty(), 100));
    for (Delivery delivery : accounts) {
      DesiredAccount account = delivery.account().orElseThrow();
      assertThat(account.active()).isEqualTo(theirs.contains(Optional.of(account.bindingId())));
      if (account.active()) {
        Binding binding =
            ledger
                .<Optional<Binding>>inUnit(REALM, unit -> unit.aliases().get(account.bindingId()))
                .orElseThrow();
        assertThat(binding.status()).isEqualTo(BindingStatus.ACTIVE);
        assertThat(account.address()).isEqualTo(binding.address());
      }
    }
    for (Optional<UUID> binding : theirs) {
      DeliveryKey key = DeliveryKey.account("cloud", binding.orElseThrow());
      assertThat(accounts).extracting(Delivery::key).contains(key);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 14),
            Arbitraries.integers().between(0, 11))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(50);
  }
}

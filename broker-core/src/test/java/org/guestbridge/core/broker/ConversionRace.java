package org.guestbridge.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.HistoryEntry;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.Race;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;

/** Orders to convert against sign-ins of both kinds and against orders to release, on two nodes. */
final class ConversionRace {

  private static final int PEOPLE = 12;
  private static final int FIRST = 1000;

  private final Ledger ledger;
  private final RealmId realm;
  private final List<Broker> nodes;
  private int sequence;

  ConversionRace(Ledger ledger, RealmId realm, List<Broker> nodes) {
    this.ledger = ledger;
    this.realm = realm;
    this.nodes = nodes;
  }

  /** Each person is guest or employee in the end, by one order, and has that kind's address. */
  void run() throws Exception {
    List<Binding> guests = new ArrayList<>();
    List<Callable<Object>> contenders = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      Visitor guest = guest(i);
      Visitor employee = employee(i);
      login(nodes.get(0), guest);
      Binding binding = binding(guest);
      guests.add(binding);
      assertThat(login(nodes.get(0), employee))
          .isInstanceOfSatisfying(
              LoginOutcome.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo(Code.ACCOUNT_KIND_CHANGED));
      for (Broker node : nodes) {
        contenders.add(() -> node.convert(command(binding.id())));
        contenders.add(attempt(node, employee));
        contenders.add(attempt(node, employee));
        contenders.add(attempt(node, guest));
      }
      if (i % 3 == 0) {
        contenders.add(() -> nodes.get(1).release(command(binding.id())));
      }
    }
    Collections.shuffle(contenders, new Random(7));
    Race.run(contenders);
    for (int i = 0; i < PEOPLE; i++) {
      agree(guests.get(i), employee(i));
    }
  }

  private void agree(Binding guest, Visitor employee) {
    Binding raced = binding(employee);
    assertThat(raced.id()).isEqualTo(guest.id());
    List<BindingChange> changes =
        ledger.inUnit(
            realm,
            unit -> unit.aliases().history(guest.id()).stream().map(HistoryEntry::change).toList());
    assertThat(Collections.frequency(changes, BindingChange.CONVERTED))
        .isLessThanOrEqualTo(Collections.frequency(changes, BindingChange.CONVERSION_ORDERED));
    assertThat(raced.kind() == BindingKind.PASS_THROUGH)
        .isEqualTo(Collections.frequency(changes, BindingChange.CONVERTED) % 2 == 1);
    assertThat(raced.address().orElseThrow().value())
        .isEqualTo(
            raced.kind() == BindingKind.ALIAS
                ? guest.address().orElseThrow().value()
                : employee.upn());
    if (raced.awaitsConversion() && raced.kind() == BindingKind.ALIAS) {
      assertThat(login(nodes.get(0), employee)).isInstanceOf(LoginOutcome.Released.class);
      assertThat(binding(employee).status()).isEqualTo(BindingStatus.ACTIVE);
    }
    Optional<Binding> holder =
        ledger.inUnit(realm, unit -> unit.aliases().holderOf(guest.address().orElseThrow()));
    assertThat(holder.map(Binding::id)).contains(guest.id());
  }

  private Binding binding(Visitor visitor) {
    return ledger.inUnit(realm, unit -> unit.aliases().peek(visitor.subject())).orElseThrow();
  }

  private LoginOutcome login(Broker node, Visitor visitor) {
    return node.login(attempt(visitor));
  }

  private Callable<Object> attempt(Broker node, Visitor visitor) {
    LoginAttempt attempt = attempt(visitor);
    return () -> node.login(attempt);
  }

  private LoginAttempt attempt(Visitor visitor) {
    sequence++;
    String transaction = "conversion " + sequence;
    OnceMark mark =
        new OnceMark(OnceMark.Kind.LOGIN_TRANSACTION, "example", transaction, Instant.EPOCH);
    return new LoginAttempt(visitor.identity(), mark, "atlassian", transaction);
  }

  private static AdminCommand command(UUID binding) {
    return new AdminCommand(binding, "test", "c");
  }

  private static Visitor guest(int number) {
    return Visitor.guest(FIRST + number, "joe" + number + "@partner.example");
  }

  private static Visitor employee(int number) {
    return Visitor.employee(FIRST + number, "joe" + number + "@example.com");
  }
}

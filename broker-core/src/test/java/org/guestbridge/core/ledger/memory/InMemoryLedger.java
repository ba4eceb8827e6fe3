package org.guestbridge.core.ledger.memory;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** The reference ledger: one unit of work at a time, on a copy that replaces the state. */
public final class InMemoryLedger implements Ledger {

  private final ReentrantLock lock = new ReentrantLock();
  private final RegistryKey key;
  private final InstantSource clock;
  private MemoryState state = new MemoryState();

  public InMemoryLedger(RegistryKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  @Override
  public <T> T inUnit(RealmId realm, Work<T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("a unit of work inside a unit of work");
    }
    lock.lock();
    try {
      MemoryState changed = state.copy();
      MemoryUnit unit = new MemoryUnit(changed, realm, key, clock);
      T result = work.run(unit);
      if (!unit.rollsBack()) {
        state = changed;
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Every plain value held, as text, for a test to look for what must not be there. */
  public List<String> everyValue() {
    lock.lock();
    try {
      List<String> values = new ArrayList<>();
      state.bindings.values().forEach(row -> addPlain(values, row.binding()));
      state.marks.keySet().forEach(mark -> values.add(mark.issuer() + " " + mark.digest()));
      state.audit.forEach(line -> values.add(line.record().toString()));
      state.history.values().forEach(entries -> values.add(entries.toString()));
      state.addresses.keySet().forEach(values::add);
      state.people.values().forEach(row -> addPlain(values, row.person().statement()));
      state.deliveries.values().forEach(row -> addPlain(values, row.delivery()));
      state.mailRoutes.values().forEach(row -> values.add(row.route().mailbox().address().value()));
      return values;
    } finally {
      lock.unlock();
    }
  }

  private static void addPlain(List<String> values, PersonStatement statement) {
    values.add(statement.key());
    values.add(statement.userName());
    values.add(statement.document());
    statement.externalId().ifPresent(values::add);
    statement.mail().ifPresent(values::add);
  }

  private static void addPlain(List<String> values, Delivery delivery) {
    delivery.lastDetail().ifPresent(values::add);
    delivery.account().flatMap(DesiredAccount::displayName).ifPresent(values::add);
    delivery
        .account()
        .flatMap(DesiredAccount::address)
        .map(EmailAddress::value)
        .ifPresent(values::add);
  }

  private static void addPlain(List<String> values, Binding binding) {
    values.add(binding.id() + " " + binding.status());
    binding.address().map(EmailAddress::value).ifPresent(values::add);
    binding
        .subject()
        .map(subject -> new String(subject.canonicalBytes(), StandardCharsets.UTF_8))
        .ifPresent(values::add);
    binding.fingerprint().idp().ifPresent(values::add);
    binding.fingerprint().signInName().ifPresent(values::add);
    binding.fingerprint().mail().map(EmailAddress::value).ifPresent(values::add);
  }
}

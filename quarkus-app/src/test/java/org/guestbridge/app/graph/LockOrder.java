package org.guestbridge.app.graph;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.provisioning.People;
import org.guestbridge.core.text.RealmId;

/** A ledger that notes in which order its units lock bindings and people. */
final class LockOrder implements Ledger {

  private static final Map<String, String> LOCKS =
      Map.of(
          "AliasRegistry.lock", "binding ",
          "AliasRegistry.hold", "binding ",
          "People.lock", "person ",
          "People.replace", "person ",
          "People.remove", "person ");

  private final Ledger over;
  private final List<List<String>> units = new ArrayList<>();

  LockOrder(Ledger over) {
    this.over = over;
  }

  @Override
  public <T> T inUnit(RealmId realm, Work<T> work) {
    List<String> locks = new ArrayList<>();
    units.add(locks);
    return over.inUnit(realm, unit -> work.run(noted(Unit.class, unit, locks)));
  }

  /** What the one unit that held bindings locked, in that order. */
  List<String> ofUnitThatHolds() {
    return units.stream()
        .filter(locks -> locks.stream().anyMatch(lock -> lock.startsWith("binding ")))
        .findFirst()
        .orElseThrow();
  }

  List<String> sorted(String what, Stream<UUID> ids) {
    return ids.sorted().map(id -> what + id).toList();
  }

  private static <T> T noted(Class<T> port, T real, List<String> locks) {
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) -> {
              String what = LOCKS.get(port.getSimpleName() + "." + method.getName());
              if (what != null) {
                locks.add(what + arguments[0]);
              }
              try {
                Object result = method.invoke(real, arguments);
                if (result instanceof AliasRegistry registry) {
                  return noted(AliasRegistry.class, registry, locks);
                }
                return result instanceof People people
                    ? noted(People.class, people, locks)
                    : result;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
    return port.cast(proxy);
  }
}

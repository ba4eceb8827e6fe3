package org.guestbridge.core.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.text.RealmId;

/** A port for tests, each call of which is a unit of work of its own. */
public final class PortPerCall {

  private PortPerCall() {}

  /** The port of {@code type} that {@code of} finds in a unit. */
  public static <P> P of(Ledger ledger, RealmId realm, Class<P> type, Function<Unit, P> of) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                ledger
                    .inUnit(realm, unit -> call(method, of.apply(unit), arguments))
                    .orElse(null)));
  }

  private static Optional<Object> call(Method method, Object port, Object[] arguments) {
    try {
      return Optional.ofNullable(method.invoke(port, arguments));
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(thrown);
    } catch (IllegalAccessException denied) {
      throw new AssertionError(denied);
    }
  }
}

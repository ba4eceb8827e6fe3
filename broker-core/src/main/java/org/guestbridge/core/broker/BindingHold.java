package org.guestbridge.core.broker;

import java.util.UUID;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;

/** Holds a binding on what was noticed, inside one unit of work, and says so in the audit log. */
public final class BindingHold {

  private BindingHold() {}

  /**
   * Holds an active binding, so that its person is refused and withdrawn until an administrator
   * answers.
   *
   * @param code what was noticed
   * @param actor who noticed, as in {@link AdminCommand#actor}
   * @return false when the binding was not active; nothing was written
   */
  public static boolean hold(
      Unit unit, UUID bindingId, Code code, String correlationId, String actor) {
    boolean held = unit.aliases().hold(bindingId, code);
    if (held) {
      unit.audit(
          new AuditEvent.BindingChanged(correlationId, bindingId, BindingChange.HELD, actor));
      unit.plans().markDueByBinding(bindingId);
    }
    return held;
  }
}

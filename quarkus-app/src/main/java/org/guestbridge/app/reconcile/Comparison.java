package org.guestbridge.app.reconcile;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.EmailAddress;

/**
 * One run over one directory: what its parts share. Repair orders what the finding's kind says, in
 * a unit of its own, and audits it; a kind without repair is only reported.
 */
final class Comparison {

  private final Site site;
  private final UUID id;
  private final Findings findings;
  private final Progress progress;
  private final Optional<String> repairer;
  private final Set<String> missingGroups = new HashSet<>();
  private final Set<String> setAsideGroups = new HashSet<>();

  /**
   * A run.
   *
   * @param repairer who ordered repair; empty when nothing is to be repaired
   */
  Comparison(Site site, UUID id, Findings findings, Progress progress, Optional<String> repairer) {
    this.site = site;
    this.id = id;
    this.findings = findings;
    this.progress = progress;
    this.repairer = repairer;
  }

  Site site() {
    return site;
  }

  UUID id() {
    return id;
  }

  Progress progress() {
    return progress;
  }

  /** Names of groups that the directory has no more, so that nobody is missed in them. */
  Set<String> missingGroups() {
    return missingGroups;
  }

  /** Names of groups that are set aside: the directory is not told who is to be in them. */
  Set<String> setAsideGroups() {
    return setAsideGroups;
  }

  /** Reports what waits for a change or an administrator. */
  void reportSetAside(Delivery delivery) {
    report(
        DriftKind.SET_ASIDE,
        Optional.of(delivery.key().item()),
        delivery.remoteId(),
        delivery.account().flatMap(DesiredAccount::address).map(EmailAddress::value),
        delivery.lastCode().map(Code::text).orElse(""));
  }

  <T> T inUnit(Function<Unit, T> work) {
    return site.ledger().inUnit(site.realm(), work::apply);
  }

  /** Reports what nothing is done about. */
  void report(
      DriftKind kind,
      Optional<String> item,
      Optional<String> remoteId,
      Optional<String> address,
      String detail) {
    add(kind, item, remoteId, address, detail, false);
  }

  /** Reports what is to be repaired, and orders it when this run repairs. */
  void report(
      DriftKind kind,
      String item,
      Optional<String> remoteId,
      Optional<String> address,
      String detail,
      Order order) {
    boolean ordered =
        repairer
            .filter(actor -> kind.repair() != DriftKind.Repair.NONE)
            .filter(actor -> inUnit(unit -> carryOut(unit, order, actor)))
            .isPresent();
    add(kind, Optional.of(item), remoteId, address, detail, ordered);
  }

  private boolean carryOut(Unit unit, Order order, String actor) {
    boolean done = order.give(unit);
    if (done) {
      unit.audit(
          new AuditEvent.DeliveryOrdered(
              id.toString(), order.binding(), "drift_repaired", site.directory(), actor));
    }
    return done;
  }

  private void add(
      DriftKind kind,
      Optional<String> item,
      Optional<String> remoteId,
      Optional<String> address,
      String detail,
      boolean ordered) {
    findings.add(
        kind,
        new Finding(kind.text(), item, remoteId, address, detail, kind.repair().text()),
        ordered);
  }

  /**
   * What repair writes.
   *
   * @param binding whose account, when it is one's
   * @param what true when something was ordered
   */
  record Order(Optional<UUID> binding, Function<Unit, Boolean> what) {

    boolean give(Unit unit) {
      return what.apply(unit);
    }

    /** The directory is told again. */
    static Order tellAnew(DeliveryKey key, Optional<UUID> binding) {
      return new Order(binding, unit -> unit.outbox().retry(key));
    }

    /** What the directory has is no more under the id that is known; it is found or made anew. */
    static Order linkAnew(DeliveryKey key, Optional<String> known, Optional<UUID> binding) {
      return new Order(
          binding,
          unit -> {
            known.ifPresent(id -> unit.outbox().unlink(key, id));
            return unit.outbox().retry(key);
          });
    }

    static Order renewMember(String directory, String group, UUID binding) {
      return new Order(
          Optional.of(binding),
          unit -> {
            unit.outbox().renewMember(directory, group, binding);
            return true;
          });
    }

    static Order planAnew(UUID person, Optional<UUID> binding) {
      return new Order(
          binding,
          unit -> {
            unit.plans().markDue(person);
            return true;
          });
    }

    static Order withdraw(UUID binding) {
      return new Order(
          Optional.of(binding),
          unit -> {
            if (unit.plans().isPlanned(binding)) {
              unit.plans().markDueByBinding(binding);
            }
            unit.outbox().withdraw(binding);
            return true;
          });
    }
  }
}
